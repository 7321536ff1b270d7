import { createGallery } from "./create-gallery.ts";

const port = Number(process.env.PORT ?? 3000);
createGallery().listen(port, "127.0.0.1", () => {
  console.log(`Page gallery on http://localhost:${port}`);
});
