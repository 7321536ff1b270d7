import { isOptionsError, type OptionFault } from "@retent/retentbase/internal";

import { ConfigurationError, type Fault } from "./configuration-error.ts";
import type { Builders } from "./variable.ts";
import { type VariableName, variableNames, variables } from "./variables.ts";

type Builder = keyof Builders;

/** `resultToken.secret` is another variable than `resultToken`. */
const namesByLongestPath = variableNames.toSorted(
  (a, b) => (variables[b].option?.path.length ?? 0) - (variables[a].option?.path.length ?? 0),
);

/**
 * Calls a builder whose options come from the environment.
 *
 * @throws {ConfigurationError} that names variables if the builder refuses options
 */
export function buildFromEnvironment<Built>(builder: Builder, build: () => Built): Built {
  try {
    return build();
  } catch (error) {
    throw toConfigurationError(builder, error) ?? error;
  }
}

/** The faults that a builder found, under the names of variables; undefined for any other error. */
export function toConfigurationError(builder: Builder, error: unknown): ConfigurationError | undefined {
  if (!isOptionsError(error)) return undefined;
  return new ConfigurationError(error.faults.map((fault) => toFault(builder, fault)));
}

function toFault(builder: Builder, { option, message }: OptionFault): Fault {
  const name = findVariable(builder, option);
  const remedy = nameVariables(message);
  // No variable becomes this option: its own name is the best one there is.
  if (name === undefined) return { variable: option, message: "can't be used", remedy };
  const rest = option.slice((variables[name].option?.path ?? "").length + 1);
  const entry = variables[name].isList && rest !== "" ? `entry ${Number(rest) + 1}` : rest;
  return { variable: name, message: "can't be used", remedy: entry === "" ? remedy : `${entry}: ${remedy}` };
}

/** The variable that becomes an option, or something around it: `siteOrigins` for `siteOrigins.0`. */
export function findVariable(builder: Builder, optionName: string): VariableName | undefined {
  return namesByLongestPath.find((name) => {
    const { option } = variables[name];
    return option?.builder === builder && `${optionName}.`.startsWith(`${option.path}.`);
  });
}

/** Replaces names of the server's options by names of variables, in a text such as a warning. */
export function nameVariables(text: string): string {
  return namesByLongestPath.reduce((named, name) => {
    const { option } = variables[name];
    return option?.builder === "createRetent" && !isWord(option.path)
      ? named.replaceAll(option.path, name)
      : named;
  }, text);
}

/** Whether an option's name is an ordinary word, such as `plan`, which may mean just that. */
function isWord(path: string): boolean {
  return path === path.toLowerCase() && !path.includes(".");
}
