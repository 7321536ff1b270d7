// Starts the emulator alone, as `npm start` starts it.
import { pathToFileURL } from "node:url";
import { emulatorCommand } from "./emulator-command.mjs";

const [cli, ...args] = emulatorCommand();
process.argv = [process.execPath, cli, ...args];
await import(pathToFileURL(cli).href);
