import type { Builders } from "./variable.ts";
import { type Variables, variableNames, variables } from "./variables.ts";

/**
 * A builder's options, as far as variables set them. An option that is not set is left out, not undefined.
 */
export function toOptions(builder: keyof Builders, values: Variables): object {
  const options: Record<string, unknown> = {};
  for (const name of variableNames) {
    const { option } = variables[name];
    const value = values[name];
    if (option?.builder !== builder || value === undefined) continue;
    const [first = "", second] = option.path.split(".");
    options[first] = second === undefined ? value : { ...(options[first] as object), [second]: value };
  }
  return options;
}
