import { execFileSync, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createSite } from "./create-site.ts";
import { createMembershipTool } from "./membership-tool.ts";
import { createReceiver } from "./receiver.ts";
import { readSettings } from "./settings.ts";

const settings = readSettings(process.env);
const { port, siteUrl, serverUrl, serverScript, serverEnv } = settings;
const { receiverPort, identitySecret, billingSecret } = settings;
const retent = fileURLToPath(new URL("dist/main.js", import.meta.resolve("retent/package.json")));

/** When each membership ends that was cancelled. */
const endings = new Map<string, string>();
const receiver = createReceiver(billingSecret, endings).listen(receiverPort, "127.0.0.1");

const flags = ["--identity", "membershipTool.getToken", "--integrity"];
const snippet = execFileSync(process.execPath, [retent, "snippet", ...flags], {
  env: serverEnv,
  encoding: "utf8",
});
const serve = serverScript === undefined ? [retent, "serve"] : [serverScript];
const server = spawn(process.execPath, serve, { env: serverEnv, stdio: "inherit" });
const membershipTool = createMembershipTool(identitySecret);
const site = createSite({ snippet, serverUrl, membershipTool, endings }).listen(
  port,
  "127.0.0.1",
  (error) => {
    if (error) {
      console.error(`Port ${port} can't be used (${error.message}); choose another with PORT.`);
      server.kill();
    } else console.log(`Membership page on ${siteUrl}, server on ${serverUrl}`);
  },
);
receiver.on("error", ({ message }) => {
  console.error(`Port ${receiverPort} can't be used (${message}); choose another with RECEIVER_PORT.`);
  server.kill();
});

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal));
// It has said why.
server.on("exit", (code) => {
  site.closeAllConnections();
  site.close();
  receiver.closeAllConnections();
  receiver.close();
  process.exitCode = code ?? 1;
});
