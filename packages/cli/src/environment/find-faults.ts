import type * as z from "zod";
import { closestName } from "./closest-name.ts";
import type { Fault } from "./configuration-error.ts";
import { findConflicts } from "./find-conflicts.ts";
import { type VariableName, variableNames, variables, variablesSchema } from "./variables.ts";

/** The variables that are set and are meant for this command, known or not. */
export function selectRetentVariables(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const isForRetent = (name: string) =>
    /^RETENT(BASE)?_/i.test(name) || (variableNames as string[]).includes(name);
  const selected = Object.entries(env).filter(([name, value]) => isForRetent(name) && value !== undefined);
  return Object.fromEntries(selected) as Record<string, string>;
}

/** Everything that is wrong with the variables, at most one fault each, in the order of the table. */
export function findFaults(retentVariables: Record<string, string>): Fault[] {
  const { error } = variablesSchema.safeParse(retentVariables);
  const faults = [...(error?.issues ?? []).flatMap(toFaults), ...findConflicts(retentVariables)];
  const first = new Map(faults.toReversed().map((fault) => [fault.variable, fault]));
  const names = new Set<string>([...variableNames, ...first.keys()]);
  return [...names].flatMap((name) => first.get(name) ?? []);
}

function toFaults(issue: z.core.$ZodIssue): Fault[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map(toUnknownFault);
  const variable = String(issue.path[0]) as VariableName;
  const { message } = issue;
  // The value of a variable is always a string, so this one is missing.
  if (issue.code === "invalid_type") return [{ variable, message, remedy: variables[variable].howToGet }];
  return [{ variable, message, remedy: issue.code === "custom" ? issue.params?.remedy : undefined }];
}

function toUnknownFault(variable: string): Fault {
  const close = closestName(variable, variableNames);
  const remedy = close ? `did you mean ${close}?` : "check the spelling or remove it";
  return { variable, message: "is not known", remedy };
}
