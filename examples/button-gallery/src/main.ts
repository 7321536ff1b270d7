import { createGallery } from "./create-gallery.ts";

const port = Number(process.env.PORT ?? 3000);
const server = createGallery().listen(port, "127.0.0.1", () => {
  console.log(`Gallery on http://localhost:${port}`);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => server.close());
