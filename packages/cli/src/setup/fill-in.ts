import type { EnvValues } from "./env-text.ts";
import { type IdentityTool, identityTools, type ToolName, type ToolQuestion } from "./identity-tools.ts";
import { toHost } from "./site-address.ts";

/** Answers by the placeholders that they are for. */
export type ToolAnswers = Readonly<Record<string, string>>;

/** The variables of a tool, as far as they follow from the answers. */
export function fillIn({ questions, variables }: IdentityTool, answers: ToolAnswers): Record<string, string> {
  const open = questions.filter(({ placeholder }) => answers[placeholder] === undefined);
  const known = questions.filter((question) => !open.includes(question));
  const settled = Object.entries(variables).filter(
    ([, value]) => !open.some(({ placeholder }) => value.includes(placeholder)),
  );
  return Object.fromEntries(
    settled.map(([name, value]) => [
      name,
      known.reduce((text, question) => replace(text, question, answers), value),
    ]),
  );
}

function replace(text: string, { placeholder, isHost }: ToolQuestion, answers: ToolAnswers): string {
  const answer = answers[placeholder] ?? "";
  const host = isHost && toHost(answer);
  if (!host) return text.replace(placeholder, () => answer);
  return text
    .replace(`https://${placeholder}`, () => `${host.protocol}//${host.host}`)
    .replace(placeholder, () => host.host);
}

/** The tool whose variables these are, and the answers that they follow from. */
export function recognizeTool(values: EnvValues): { name: ToolName; answers: ToolAnswers } | undefined {
  for (const name of Object.keys(identityTools) as ToolName[]) {
    const answers = findAnswers(identityTools[name], values);
    if (answers) return { name, answers };
  }
  return undefined;
}

function findAnswers(tool: IdentityTool, values: EnvValues): ToolAnswers | undefined {
  const answers: Record<string, string> = {};
  for (const question of tool.questions) {
    const answer = guessAnswer(tool, question, values);
    if (answer !== undefined) answers[question.placeholder] = answer;
  }
  const filled = fillIn(tool, answers);
  const isWhole = Object.keys(tool.variables).every(
    (name) => filled[name] !== undefined && filled[name] === values[name],
  );
  return isWhole ? answers : undefined;
}

function guessAnswer(
  { variables }: IdentityTool,
  { placeholder }: ToolQuestion,
  values: EnvValues,
): string | undefined {
  const [name, template = ""] =
    Object.entries(variables).find(([, value]) => value.includes(placeholder)) ?? [];
  const [before = "", after = ""] = template.split(placeholder);
  const value = name === undefined ? undefined : values[name];
  if (value === undefined || !value.endsWith(after)) return undefined;
  const start = value.slice(0, value.length - after.length);
  // A local trial has http where the template has https, which then belongs to the answer.
  return start.startsWith(before) ? start.slice(before.length) : start;
}
