import { readSettings } from "@retent/example-shop";
import { createShop } from "./app.ts";

const settings = readSettings(process.env);
const { app, retent } = createShop(settings);
const port = Number(process.env.PORT ?? 3000);
const server = app.listen(port, "127.0.0.1", (error) => {
  if (error) {
    console.error(`Port ${port} can't be used (${error.message}); choose another with PORT.`);
    process.exit(1);
  }
  retent.start();
  console.log(`Account page on ${settings.siteUrl}`);
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    server.close();
    server.closeAllConnections();
    await retent.stop();
    process.exit(0);
  });
}
