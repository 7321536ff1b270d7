// Builds everything and starts one example, by the name of its folder, with the emulator beside it.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { readPort } from "@retent/test-support/ports";
import { buildAll, fromRoot } from "@retent/test-support/tools";

const name = process.argv[2] ?? "";
const manifest = fromRoot(`examples/${name}/package.json`);
if (!/^[a-z-]+$/.test(name) || !existsSync(manifest) || !JSON.parse(readFileSync(manifest)).scripts?.serve) {
  console.error(`There is no example “${name}” that starts by itself.`);
  process.exit(1);
}
const port = readPort("PORT", 3000);
const emulatorPort = readPort("EMULATOR_PORT", 4010);

await buildAll();
const { createEmulator } = await import(pathToFileURL(fromRoot("packages/emulator/dist/index.js")).href);
const emulator = await createEmulator({ port: emulatorPort, shopName: "Lumen Notes" });
console.log(`Inspector on ${emulator.url}`);

const example = spawn("pnpm", ["--silent", "run", "serve"], {
  cwd: fromRoot(`examples/${name}`),
  env: {
    DATABASE_FILE: ":memory:",
    NEXT_TELEMETRY_DISABLED: "1",
    ...process.env,
    PORT: String(port),
    RETENTBASE_API_KEY: emulator.apiKey,
    RETENTBASE_SIGNING_SECRET: emulator.signingSecret,
    RETENTBASE_WORKSPACE_KEY: emulator.workspaceKey,
    RETENTBASE_API_URL: emulator.url,
    RETENTBASE_CANCEL_URL: emulator.url,
  },
  stdio: "inherit",
  shell: process.platform === "win32",
});
// Ctrl-C reaches the whole group in a terminal; a signal sent to this process alone has to be handed on.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => example.kill(signal));
example.on("exit", async (code) => {
  await emulator.close();
  process.exit(code ?? 0);
});
