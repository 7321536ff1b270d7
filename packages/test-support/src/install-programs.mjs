// Gets the programs that tests put around the server: nginx, PgBouncer and Caddy.
import { installPrograms } from "./programs.mjs";

await installPrograms();
