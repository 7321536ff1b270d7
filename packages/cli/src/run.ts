import { createRedact } from "@retent/retentbase/internal";
import { StoreError } from "@retent/server";
import { CommandError } from "./command-error.ts";
import { parseCommand } from "./command-line.ts";
import { ConfigurationError } from "./environment/configuration-error.ts";
import { type Environment, readDatabase, readSecrets } from "./environment.ts";
import type { Host } from "./host.ts";
import { describeError } from "./log/describe-error.ts";
import { explainStoreError } from "./store-error.ts";

/**
 * Runs one command of `retent`. Never rejects.
 *
 * @param args what follows `retent` on the command line
 * @returns the exit status
 */
export async function run(args: readonly string[], host: Host): Promise<number> {
  try {
    return await parseCommand(args)(host);
  } catch (error) {
    const redact = createRedact(readSecrets(host.env));
    host.stderr.write(redact(`retent: ${describe(error, host.env)}\n`));
    return 1;
  }
}

function describe(error: unknown, env: Environment): string {
  if (error instanceof ConfigurationError) return `the environment can't be used\n${error.message}`;
  if (error instanceof CommandError) return error.message;
  if (error instanceof StoreError) {
    const { cause, mend } = explainStoreError(error, readDatabase(env).url);
    return `${cause} – ${mend}`;
  }
  return `something went wrong: ${JSON.stringify(describeError(error, { withDetail: false }))}`;
}
