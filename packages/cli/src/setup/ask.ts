import { type Finding, formatFinding } from "../doctor/check.ts";
import { formatProblem } from "../environment/configuration-error.ts";
import { findFaults, selectRetentVariables } from "../environment/find-faults.ts";
import { type VariableName, variables } from "../environment/variables.ts";
import type { Environment } from "../environment.ts";
import type { Host } from "../host.ts";
import type { Prompt } from "../prompt.ts";
import type { EnvValues } from "./env-text.ts";

/** What the questions work with. */
export interface Setup extends Pick<Host, "fetch" | "now"> {
  prompt: Pick<Prompt, "ask">;
  print(text: string): void;
  /** The variables of the process, which win over the file's. */
  env: Environment;
  /** The answers so far; at first what the file has. */
  values: EnvValues;
}

/** The variables as the server would read them. */
export function readVariables({ values, env }: Pick<Setup, "values" | "env">): Record<string, string> {
  return selectRetentVariables({ ...values, ...env });
}

/** Sets or removes variables. */
export function set({ values }: Setup, changes: Partial<Record<VariableName, string | undefined>>): void {
  Object.assign(values, changes);
}

interface VariableQuestion {
  text: string;
  /** The answer if there is none, and the file has none. */
  standard?: string;
  /** Whether the variable may stay unset. */
  isOptional?: boolean;
  /** Makes a value, if the operator wants none of their own. It is what no answer stands for. */
  generate?: () => string;
  /** Whether what is typed shows. By default that of a secret does not. */
  isShown?: boolean;
  /** Tries the value. */
  check?: () => Promise<Finding[]>;
}

/** Asks for a variable until its value can be used, and passes the check or is kept on purpose. */
export async function askVariable(
  setup: Setup,
  name: VariableName,
  question: VariableQuestion,
): Promise<void> {
  const { prompt, print, values } = setup;
  const { text, standard, isOptional, generate, check } = question;
  const isShown = question.isShown ?? variables[name].secret === undefined;
  let hasFailed = false;
  for (;;) {
    const known = values[name];
    const answer = await prompt.ask(
      `${text}${describeDefault(isShown ? known : known && "the one that is set", question)}: `,
      {
        isHidden: !isShown,
      },
    );
    if (hasFailed && answer === "keep") return;
    if (isOptional && answer === "none") return set(setup, { [name]: undefined });
    const value =
      generate && (answer === "generate" || (answer === "" && known === undefined))
        ? generate()
        : answer || (known ?? standard);
    if (value === undefined) {
      if (isOptional) return;
      print(`  ${name} is needed.`);
      continue;
    }
    const fault = findFaults({ ...readVariables(setup), [name]: value }).find(
      ({ variable }) => variable === name,
    );
    if (fault) {
      print(`  ${name} ${formatProblem(fault)}`);
      continue;
    }
    values[name] = value;
    const findings = (await check?.()) ?? [];
    for (const finding of findings) print(`  ${formatFinding(finding).trimEnd()}`);
    hasFailed = findings.some(({ status }) => status === "failed");
    if (!hasFailed) return;
    print("  Press Enter to check again, enter another value, or enter keep to go on with this one.");
  }
}

function describeDefault(
  known: string | undefined,
  { standard, isOptional, generate }: VariableQuestion,
): string {
  if (known !== undefined) return ` [${known}${isOptional ? "; none removes it" : ""}]`;
  if (generate) return ` [generate${isOptional ? "; or none" : ""}]`;
  if (standard !== undefined) return ` [${standard}]`;
  return isOptional ? " [none]" : "";
}

/** Asks for one of several answers, each of which is explained. */
export async function askChoice<Choice extends string>(
  { prompt, print }: Pick<Setup, "prompt" | "print">,
  text: string,
  choices: Readonly<Record<Choice, string>>,
  standard: Choice,
): Promise<Choice> {
  const names = Object.keys(choices) as Choice[];
  const width = Math.max(...names.map(({ length }) => length));
  print(`${text}\n${names.map((name) => `  ${name.padEnd(width)}  ${choices[name]}`).join("\n")}`);
  for (;;) {
    const answer = (await prompt.ask(`Answer [${standard}]: `)) || standard;
    const found = names.find((name) => name === answer.toLowerCase());
    if (found !== undefined) return found;
    print(`  Enter one of ${names.join(", ")}.`);
  }
}
