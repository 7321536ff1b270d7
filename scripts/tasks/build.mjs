// Builds every package and example, in the order of who needs whom.
import { buildAll } from "../build-all.mjs";

await buildAll();
