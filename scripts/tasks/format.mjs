import { runToEnd } from "../tools.mjs";

process.exit(await runToEnd("biome", ["check", "--write"]));
