import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { countCustomer, exportCustomer } from "@retent/server/internal";
import { CommandError } from "../command-error.ts";
import { readDatabase } from "../environment.ts";
import type { Host } from "../host.ts";
import { openStore } from "../store.ts";

/**
 * `retent export`: writes everything that is stored about a customer as JSON. If nothing is stored, the JSON has empty
 * lists, the standard error says so, and the exit status is 0 all the same.
 *
 * @param out a new file, relative to the working directory, that its owner alone may read; default: standard output
 * @throws {CommandError} if the file exists or can't be written
 * @throws {ConfigurationError}
 * @throws {StoreError}
 */
export async function exportData(
  { env, folder, stdout, stderr, now }: Pick<Host, "env" | "folder" | "stdout" | "stderr" | "now">,
  userId: string,
  out: string | undefined,
): Promise<number> {
  const store = await openStore(readDatabase(env));
  try {
    const customer = await exportCustomer({ store, now }, userId);
    const text = `${JSON.stringify(customer, null, 2)}\n`;
    if (out === undefined) stdout.write(text);
    else writeNewFile(resolve(folder, out), out, text);
    const isEmpty = Object.values(countCustomer(customer)).every((count) => count === 0);
    if (isEmpty) stderr.write("retent: nothing is stored about this customer\n");
    return 0;
  } finally {
    await store.close();
  }
}

function writeNewFile(path: string, name: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: "wx", mode: 0o600 });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const why = code === "EEXIST" ? "exists already: choose another name" : `can't be written (${code})`;
    throw new CommandError("not_written", `export: ${name} ${why}`, { cause: error });
  }
}
