import { isDeepStrictEqual, parseEnv } from "node:util";
import { CommandError } from "../command-error.ts";

/** Values by name; undefined for a variable that is not set. */
export type EnvValues = Record<string, string | undefined>;

/**
 * Changes variables in the text of an env file, and leaves everything else in it as it is.
 *
 * @param changes the new values; undefined removes a variable
 * @throws {CommandError} for a value that no env file can hold
 */
export function updateEnvText(text: string, changes: EnvValues): string {
  const waiting = new Map(Object.entries(changes));
  const lines = text.split("\n").flatMap((line) => {
    const name = findName(line);
    if (name === undefined || !Object.hasOwn(changes, name)) return [line];
    const value = waiting.get(name);
    // The first line of a variable is replaced, and any other of the same variable is removed.
    waiting.delete(name);
    return value === undefined ? [] : [formatLine(name, value)];
  });
  const added = [...waiting].flatMap(([name, value]) =>
    value === undefined ? [] : [formatLine(name, value)],
  );
  const kept = lines.join("\n");
  const isEnded = kept === "" || kept.endsWith("\n");
  const updated = `${kept}${isEnded ? "" : "\n"}${added.map((line) => `${line}\n`).join("")}`;
  const expected = Object.entries({ ...parseEnv(text), ...changes }).filter(
    ([, value]) => value !== undefined,
  );
  if (isDeepStrictEqual({ ...parseEnv(updated) }, Object.fromEntries(expected))) return updated;
  throw new CommandError("env_file", "setup: a value holds characters that an env file can't hold");
}

/** Whether a value fits on one line of an env file. */
export function isWritable(value: string): boolean {
  return !/[\r\n]/.test(value) && isDeepStrictEqual({ ...parseEnv(formatLine("X", value)) }, { X: value });
}

/** Whether each variable is on one line of its own, so that it can be changed there. */
export function hasOneLineEach(text: string): boolean {
  const apart = text.split("\n").map((line) => ({ ...parseEnv(line) }));
  return isDeepStrictEqual(Object.assign({}, ...apart), { ...parseEnv(text) });
}

/** The number of the line that sets a variable; undefined if there is none. */
export function findLineNumber(text: string, variable: string): number | undefined {
  const index = text.split("\n").findLastIndex((line) => findName(line) === variable);
  return index === -1 ? undefined : index + 1;
}

function findName(line: string): string | undefined {
  return /^\s*(?:export\s+)?([\w.-]+)\s*=/.exec(line)?.[1];
}

/** Quotes a value only if it needs it: Docker, Kubernetes and systemd's `EnvironmentFile` take quotes literally or in part. */
function formatLine(name: string, value: string): string {
  const line = `${name}=${value}`;
  if (value !== "" && isDeepStrictEqual({ ...parseEnv(line) }, { [name]: value })) return line;
  const quote = ["'", '"', "`"].find((mark) => !value.includes(mark)) ?? "'";
  return `${name}=${quote}${value}${quote}`;
}
