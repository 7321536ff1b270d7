// Vitest alone, with its own arguments: `npm run vitest -- run packages/server/test/options.test.ts`.
import { runToEnd } from "@retent/test-support/tools";

process.exit(await runToEnd("vitest", process.argv.slice(2)));
