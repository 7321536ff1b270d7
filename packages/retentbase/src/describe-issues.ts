import type * as z from "zod";

/**
 * Paths and reasons of what a schema refused, never the values: they may be secrets.
 *
 * @param whole what to call the value itself
 */
export function describeIssues({ issues }: Pick<z.ZodError, "issues">, whole = "value"): string {
  return issues.map(({ path, message }) => `${path.join(".") || whole}: ${message}`).join("; ");
}
