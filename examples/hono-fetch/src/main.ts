import { serve } from "@hono/node-server";
import app, { retent } from "./app.ts";

const server = serve(
  { fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env.PORT ?? 3000) },
  () => {
    retent.start();
    console.log(`Account page on ${new URL(retent.publicUrl).origin}`);
  },
);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    server.close();
    await retent.stop();
    process.exit(0);
  });
}
