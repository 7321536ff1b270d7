// Serves the Worker of @retent/cloudflare on this machine, in workerd: what `npm start -- --cloudflare` has as its server.
// Its variables come from the environment. If workerd is killed, it is started again, as Cloudflare would.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startWorkerd } from "@retent/test-support/start-workerd";
import { fromRoot } from "@retent/test-support/tools";

const { PORT: port, DATA_FOLDER: dataFolder, ...rest } = process.env;
const variables = Object.fromEntries(
  Object.entries(rest).filter(([name]) => /^RETENT/.test(name) && !name.startsWith("RETENT_DATABASE")),
);
const worker = await startWorkerd({
  code: readFileSync(fromRoot("packages/cloudflare/dist/worker.js"), "utf8"),
  className: "Cancellations",
  variables,
  port: Number(port),
  folder: join(dataFolder, "worker"),
  async onEnd() {
    await worker.start();
    announce("workerd was killed, and runs again");
  },
});
announce("workerd is listening");
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, async () => {
    await worker.kill();
    process.exit(0);
  });

function announce(text) {
  console.log(`${text} (process ${worker.pid()})`);
}
