import { mkdirSync } from "node:fs";
import { fromRoot } from "./tools.mjs";

export const emulatorPort = Number(process.env.EMULATOR_PORT ?? 4010);

/** Where the example and its emulator keep what outlives a restart: of DATA_FOLDER, else beside the example. */
export const dataFolder = process.env.DATA_FOLDER ?? fromRoot("examples/express-account/data");

/** Script and arguments that start the emulator as the example uses it: it remembers over a restart, as RetentBase would. */
export function emulatorCommand() {
  mkdirSync(dataFolder, { recursive: true });
  const state = `${dataFolder}/emulator.json`;
  return [fromRoot("packages/emulator/dist/cli.js"), "--port", String(emulatorPort), "--state", state];
}
