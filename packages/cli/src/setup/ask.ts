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
  /** Whether everything is asked, or only what a person alone can know. */
  asksAll: boolean;
  /** What was not asked and got its default. */
  taken: Taken[];
}

/** A default that was taken without a question. */
export interface Taken {
  /** `RETENTBASE_ENVIRONMENT=sandbox`, without the value of a secret. */
  what: string;
  meaning: string;
}

type Changes = Partial<Record<VariableName, string | undefined>>;

/** The variables as the server would read them. */
export function readVariables({ values, env }: Pick<Setup, "values" | "env">): Record<string, string> {
  return selectRetentVariables({ ...values, ...env });
}

/** Sets or removes variables. */
export function set({ values }: Pick<Setup, "values">, changes: Changes): void {
  Object.assign(values, changes);
}

/**
 * Sets variables if the server can use them.
 *
 * @returns what is wrong with them otherwise
 */
export function trySet(setup: Setup, changes: Changes): string | undefined {
  const tried = selectRetentVariables({ ...readVariables(setup), ...changes });
  const fault = findFaults(tried).find(({ variable }) => variable in changes);
  if (fault) return `${fault.variable} ${formatProblem(fault)}`;
  set(setup, changes);
  return undefined;
}

export interface Question {
  text: string;
  /** The answer if there is none, and the file has none. */
  standard?: string;
  /** Whether there may be no answer. */
  isOptional?: boolean;
  /** Makes a value, if the operator wants none of their own. It is what no answer stands for. */
  generate?: () => string;
  /** Whether what is typed shows. By default that of a secret does not. */
  isShown?: boolean;
  /** Makes the value of what was typed. */
  read?: (answer: string) => string;
  /** Sees to what the value needs, before it is looked at. */
  prepare?: (value: string) => Promise<void>;
  /** Tries the value. */
  check?: () => Promise<Finding[]>;
}

/** Where an answer goes. */
interface Place {
  known(): string | undefined;
  /** Takes the answer, or says what is wrong with it; undefined removes the one that is there. */
  put(value: string | undefined): string | undefined;
}

/** Asks for a variable until its value can be used, and passes the check or is kept on purpose. */
export async function askVariable(setup: Setup, name: VariableName, question: Question): Promise<void> {
  await askUntilUsable(
    setup,
    { isShown: variables[name].secret === undefined, ...question },
    {
      known: () => setup.values[name] ?? setup.env[name],
      put: (value) => trySet(setup, { [name]: value }),
    },
  );
}

/** Asks until the answer can be used, and passes the check or is kept on purpose. */
export async function askUntilUsable(
  { prompt, print }: Pick<Setup, "prompt" | "print">,
  question: Question,
  place: Place,
): Promise<void> {
  const { text, standard, isOptional, generate, isShown = true, read, prepare, check } = question;
  let hasFailed = false;
  for (;;) {
    const known = place.known();
    const shownDefault = describeDefault(isShown ? known : known && "the one that is set", question);
    const answer = await prompt.ask(`${text}${shownDefault}: `, { isHidden: !isShown });
    if (hasFailed && answer === "keep") return;
    if (isOptional && answer === "none") {
      place.put(undefined);
      return;
    }
    const isGenerated = answer === "generate" || (answer === "" && known === undefined);
    const typed = answer && read ? read(answer) : answer;
    const value = generate && isGenerated ? generate() : typed || (known ?? standard);
    if (value === undefined) {
      if (isOptional) return;
      print("  An answer is needed here.");
      continue;
    }
    await prepare?.(value);
    const problem = place.put(value);
    if (problem !== undefined) {
      print(`  ${problem}`);
      continue;
    }
    const findings = (await check?.()) ?? [];
    printFindings({ print }, findings);
    hasFailed = findings.some(({ status }) => status === "failed");
    if (!hasFailed) return;
    print("  Press Enter to check again, enter another value, or enter keep to go on with this one.");
  }
}

/** What was found out about an answer, below its question. */
export function printFindings({ print }: Pick<Setup, "print">, findings: readonly Finding[]): void {
  for (const finding of findings) print(`  ${formatFinding(finding).trimEnd()}`);
}

function describeDefault(known: string | undefined, { standard, isOptional, generate }: Question): string {
  if (known !== undefined) return ` [${known}${isOptional ? "; none removes it" : ""}]`;
  if (generate) return ` [generate${isOptional ? "; or none" : ""}]`;
  if (standard !== undefined) return ` [${standard}]`;
  return isOptional ? " [none]" : "";
}

/** Asks for one of several answers, each of which is explained. Without `standard` there has to be one. */
export async function askChoice<Choice extends string>(
  { prompt, print }: Pick<Setup, "prompt" | "print">,
  text: string,
  choices: Readonly<Record<Choice, string>>,
  standard?: Choice,
): Promise<Choice> {
  const names = Object.keys(choices) as Choice[];
  const width = Math.max(...names.map(({ length }) => length));
  print(`${text}\n${names.map((name) => `  ${name.padEnd(width)}  ${choices[name]}`).join("\n")}`);
  for (;;) {
    const question = standard === undefined ? "Answer: " : `Answer [${standard}]: `;
    const answer = (await prompt.ask(question)) || standard;
    const found = names.find((name) => name === answer?.toLowerCase());
    if (found !== undefined) return found;
    print(`  Enter one of ${names.join(", ")}.`);
  }
}

/** Asks for a yes, which no answer stands for. */
export async function askYes({ prompt }: Pick<Setup, "prompt">, text: string): Promise<boolean> {
  return !/^n(o)?$/i.test(await prompt.ask(`${text} [Y/n] `));
}
