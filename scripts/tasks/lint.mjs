import { runToEnd } from "../tools.mjs";

process.exit(await runToEnd("biome", ["check", "--error-on-warnings"]));
