import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { readPort } from "@retent/test-support/ports";
import { fromRoot } from "@retent/test-support/tools";

export const port = readPort("PORT", 3000);
export const emulatorPort = readPort("EMULATOR_PORT", 4010);

/** Where the example and its emulator keep what outlives a restart: two pairs on other ports share nothing. */
export const dataFolder =
  process.env.DATA_FOLDER ?? join(fromRoot("examples/express-account/data"), `${port}-${emulatorPort}`);

/** Script and arguments that start the emulator as the example uses it: it remembers over a restart, as RetentBase would. */
export function emulatorCommand() {
  mkdirSync(dataFolder, { recursive: true });
  const state = join(dataFolder, "emulator.json");
  return [fromRoot("packages/emulator/dist/cli.js"), "--port", String(emulatorPort), "--state", state];
}
