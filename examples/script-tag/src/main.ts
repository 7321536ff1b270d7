import { execFileSync, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createSite } from "./create-site.ts";
import { createMembershipTool } from "./membership-tool.ts";
import { readSettings } from "./settings.ts";

const { port, siteUrl, serverUrl, identitySecret, serverEnv } = readSettings(process.env);
const retent = fileURLToPath(new URL("dist/main.js", import.meta.resolve("retent/package.json")));

const snippet = execFileSync(process.execPath, [retent, "snippet"], { env: serverEnv, encoding: "utf8" });
const server = spawn(process.execPath, [retent, "serve"], { env: serverEnv, stdio: "inherit" });
const site = createSite({ snippet, serverUrl, membershipTool: createMembershipTool(identitySecret) }).listen(
  port,
  "127.0.0.1",
  (error) => {
    if (error) {
      console.error(`Port ${port} can't be used (${error.message}); choose another with PORT.`);
      server.kill();
    } else console.log(`Membership page on ${siteUrl}, server on ${serverUrl}`);
  },
);

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal));
// It has said why.
server.on("exit", (code) => {
  site.closeAllConnections();
  site.close();
  process.exitCode = code ?? 1;
});
