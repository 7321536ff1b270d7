import { type VariableName, variables } from "../environment/variables.ts";
import { askChoice, askVariable, type Question, type Setup, set } from "./ask.ts";

/** Asks for a variable if everything is asked; otherwise it gets the question's default, unless it is set. */
export async function askOrTake(
  setup: Setup,
  name: VariableName,
  question: Question,
  meaning: string,
): Promise<void> {
  if (setup.asksAll) return askVariable(setup, name, question);
  if (isSet(setup, name)) return;
  const value = question.generate?.() ?? question.standard;
  set(setup, { [name]: value });
  const isSecret = variables[name].secret !== undefined;
  setup.taken.push({ what: isSecret ? `${name} (generated)` : `${name}=${value}`, meaning });
}

/** Asks for a choice if everything is asked; otherwise it is the default, unless it is made. */
export async function chooseOrTake<Choice extends string>(
  setup: Setup,
  name: VariableName,
  text: string,
  choices: Readonly<Record<Choice, string>>,
  standard: NoInfer<Choice>,
): Promise<void> {
  const known = Object.keys(choices).find((choice) => choice === setup.values[name]) as Choice | undefined;
  if (setup.asksAll) return set(setup, { [name]: await askChoice(setup, text, choices, known ?? standard) });
  if (isSet(setup, name)) return;
  set(setup, { [name]: standard });
  setup.taken.push({ what: `${name}=${standard}`, meaning: choices[standard] });
}

/** Notes what a variable is without being set. It is not written: another place may have another default. */
export function noteDefault(setup: Setup, name: VariableName, value: string, meaning: string): void {
  if (!isSet(setup, name)) setup.taken.push({ what: `${name}=${value}`, meaning });
}

function isSet({ values, env }: Setup, name: VariableName): boolean {
  return (values[name] ?? env[name]) !== undefined;
}
