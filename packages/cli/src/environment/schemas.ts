import { isOptionsError } from "@retent/retentbase/internal";
import * as z from "zod";
import type { Problem } from "./configuration-error.ts";
import { isPlaceholder, isPlaceholderSecret } from "./placeholder.ts";
import { findUrlProblem } from "./url-problems.ts";

type Check = (value: string) => Problem | undefined;

/** A text that passes one more check. After a problem, the checks that follow are skipped. */
export function refined(base: z.ZodString, check: Check): z.ZodString {
  return base.superRefine((value, context) => {
    const problem = check(value);
    if (!problem) return;
    const { message, remedy } = problem;
    context.addIssue({ code: "custom", message, params: { remedy }, continue: false });
  });
}

/** Any text that was set on purpose. */
export const text = refined(z.string({ error: "is missing" }), (value) => {
  if (value.trim() === "") return { message: "is empty", remedy: "set a value or remove it" };
  if (value !== value.trim()) return { message: "has leading or trailing whitespace", remedy: "remove it" };
  return isPlaceholder(value) ? placeholderProblem : undefined;
});

const placeholderProblem = { message: "is still a placeholder", remedy: "replace it with the real value" };

/** A key or another secret. */
export const secretText = refined(text, (value) =>
  isPlaceholderSecret(value) ? placeholderProblem : undefined,
);

export const url = refined(text, findUrlProblem);

/** Entries that are separated by commas, each of which passes the check. */
export function list(base: z.ZodString, check: Check) {
  return refined(base, (value) => {
    const entries = splitList(value);
    if (entries.includes("")) return { message: "has an empty entry", remedy: "remove the extra comma" };
    return entries.map(check).find((problem) => problem !== undefined);
  }).transform(splitList);
}

/** The entries of a list. */
export function splitList(value: string): string[] {
  return value.split(",").map((entry) => entry.trim());
}

export function choice<const Values extends readonly [string, ...string[]]>(values: Values) {
  return text.pipe(z.enum(values, { error: `must be one of ${values.join(", ")}` }));
}

export function integer(from: number, to: number) {
  return refined(text, (value) =>
    /^\d{1,5}$/.test(value) && Number(value) >= from && Number(value) <= to
      ? undefined
      : { message: `must be an integer from ${from} to ${to}` },
  ).transform(Number);
}

/**
 * What a builder refuses, in its own words, since it knows best what it can work with.
 *
 * @param variables the variables that become options which the builder's message may mention
 */
export function optionError(
  build: () => unknown,
  variables: Readonly<Record<string, string>> = {},
): Problem | undefined {
  try {
    build();
    return undefined;
  } catch (error) {
    if (!isOptionsError(error)) throw error;
    const remedy = error.faults.map(({ message }) => message).join("; ");
    return {
      message: "can't be used",
      remedy: Object.entries(variables).reduce(
        (known, [name, variable]) => known.replaceAll(name, variable),
        remedy,
      ),
    };
  }
}
