import { createApp } from "./app.ts";
import { createBilling } from "./billing.ts";
import { printEvent } from "./print-event.ts";
import { createShopRetent } from "./retent.ts";
import { readSettings } from "./settings.ts";

try {
  start();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

function start(): void {
  const settings = readSettings(process.env);
  const billing = createBilling(() => new Date());
  const retent = createShopRetent(settings, billing, printEvent);
  const server = createApp(settings, billing, retent).listen(settings.port, "127.0.0.1", (error) => {
    if (error) fail(`Port ${settings.port} can't be used (${error.message}); choose another with PORT.`);
    retent.start();
    console.log(`Account page on ${settings.siteUrl}`);
  });

  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, async () => {
      if (isStopping) return;
      isStopping = true;
      server.close();
      server.closeIdleConnections();
      await retent.stop();
      process.exit(0);
    });
  }
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
