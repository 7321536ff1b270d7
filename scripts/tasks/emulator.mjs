// Starts the emulator alone, as `npm start` starts it.
import { pathToFileURL } from "node:url";
import { buildAll } from "../build-all.mjs";
import { emulatorCommand } from "../emulator-command.mjs";

await buildAll();
const [cli, ...args] = emulatorCommand();
process.argv = [process.execPath, cli, ...args];
await import(pathToFileURL(cli).href);
