// The shop with the emulator beside it: everything on this machine, nothing to set.
import { createEmulator } from "@retent/emulator";

const emulator = await createEmulator({ port: Number(process.env.EMULATOR_PORT ?? 4010) });
Object.assign(process.env, {
  RETENTBASE_API_KEY: emulator.apiKey,
  RETENTBASE_SIGNING_SECRET: emulator.signingSecret,
  RETENTBASE_WORKSPACE_KEY: emulator.workspaceKey,
  RETENTBASE_API_URL: emulator.url,
  RETENTBASE_CANCEL_URL: emulator.url,
  DATABASE_FILE: process.env.DATABASE_FILE ?? ":memory:",
});
console.log(`Inspector on ${emulator.url}`);

await import("./main.ts");
