import { runToEnd } from "@retent/test-support/tools";

process.exit(await runToEnd("biome", ["check", "--error-on-warnings"]));
