import { selectRetentVariables } from "../environment/find-faults.ts";
import { variableNames } from "../environment/variables.ts";
import { askYes, type Setup } from "./ask.ts";
import { isWritable } from "./env-text.ts";

/**
 * Says which variables of the process win over the file, and offers to write those that the file lacks: they
 * are not set where another process runs the server.
 */
export async function offerProcessVariables(setup: Setup, path: string): Promise<void> {
  const { env, values, print } = setup;
  const found = Object.entries(selectRetentVariables(env));
  for (const [name, value] of found)
    if (values[name] !== undefined && values[name] !== value)
      print(`${name} is set in this process, and wins over ${path}.`);
  // What the server does not know, it refuses.
  const missing = found.filter(
    ([name]) => values[name] === undefined && (variableNames as string[]).includes(name),
  );
  if (missing.length === 0) return;
  for (const [name] of missing)
    print(`${name} is set in this process and not in ${path}: set it wherever the server runs.`);
  const writable = missing.filter(([, value]) => isWritable(value));
  for (const [name, value] of missing)
    if (!isWritable(value)) print(`${name} can't be written to ${path}: it holds what a line there can't.`);
  if (writable.length === 0) return;
  const what = writable.length === 1 ? "it" : "them";
  if (await askYes(setup, `Write ${what} to ${path} too?`))
    Object.assign(values, Object.fromEntries(writable));
}
