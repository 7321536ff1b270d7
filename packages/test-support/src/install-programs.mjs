// Gets the programs that tests put around the server: nginx and PgBouncer.
import { installPrograms } from "./programs.mjs";

await installPrograms();
