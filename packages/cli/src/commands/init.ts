import { CommandError } from "../command-error.ts";
import type { Host } from "../host.ts";
import { nextSteps } from "../init/next-steps.ts";
import { type FilePlan, planFiles } from "../init/plan.ts";
import { readProject } from "../init/project.ts";
import { folderQuestion, frameworkQuestion, publicUrlQuestion, type Question } from "../init/questions.ts";
import { scaffoldFor } from "../init/scaffold-for.ts";
import { writeFiles } from "../init/write-files.ts";
import { createPrompt, type Prompt } from "../prompt.ts";

/** The flags of `retent init`. */
export interface InitFlags {
  framework?: string | undefined;
  "public-url"?: string | undefined;
  folder?: string | undefined;
  /** Uses the default for every question without a flag, and writes without asking. */
  yes?: boolean | undefined;
  /** Shows every file and writes none. */
  "dry-run"?: boolean | undefined;
}

/**
 * `retent init`: puts the server's routes, the tag and `.env.example` into a project of a framework that it
 * knows, after showing every file. Nothing that exists is overwritten.
 *
 * @throws {CommandError} for a project or an answer that can't be used, and if the input ends too early
 */
export async function init(
  host: Pick<Host, "stdin" | "stdout" | "folder">,
  flags: InitFlags,
): Promise<number> {
  const prompt = createPrompt(host, {
    ended:
      "init: the input ended before the last answer, and nothing was written: answer with flags and --yes; see retent --help",
    stopped: "init: stopped, and nothing was written",
  });
  try {
    return await initWith(prompt, host, flags);
  } finally {
    prompt.close();
  }
}

async function initWith(
  prompt: Prompt,
  { stdout, folder: root }: Pick<Host, "stdout" | "folder">,
  flags: InitFlags,
): Promise<number> {
  const print = (text: string) => stdout.write(`${text}\n`);
  const project = readProject(root);
  const answer = <Answer>(question: Question<Answer>) => getAnswer(question, flags, prompt, print);

  const framework = await answer(frameworkQuestion(project, flags.framework !== undefined));
  const publicUrl = await answer(publicUrlQuestion(framework));
  const folder = await answer(folderQuestion(project, framework));
  const answers = { framework, publicUrl, folder };
  const scaffold = scaffoldFor(project, answers);
  const plans = planFiles(project, scaffold.files, answers);
  for (const plan of plans) print(show(plan));

  const changes = plans.filter(({ action }) => action === "create" || action === "append");
  if (flags["dry-run"]) {
    print("Nothing was written: this was a dry run.");
    return 0;
  }
  if (changes.length === 0) {
    print("There is nothing to write.");
  } else {
    const isWanted = flags.yes || /^y(es)?$/i.test(await prompt.ask("Write these files? [y/N] "));
    if (!isWanted) {
      print("Nothing was written.");
      return 0;
    }
    writeFiles(root, changes);
    print(`Written: ${changes.map(({ path }) => path).join(", ")}`);
  }
  print(`\nNext steps:\n${nextSteps(project, scaffold)}`.trimEnd());
  return 0;
}

/** Takes the answer from the flag or the default, or asks until the answer can be used. */
async function getAnswer<Answer>(
  { flag, text, standard, parse }: Question<Answer>,
  flags: InitFlags,
  prompt: Prompt,
  print: (text: string) => void,
): Promise<Answer> {
  const given = flags[flag] ?? (flags.yes ? standard : undefined);
  if (given !== undefined) return parse(given);
  for (;;) {
    const answer = await prompt.ask(`${text} [${standard}] `);
    try {
      return parse(answer === "" ? standard : answer);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      print(error.message);
    }
  }
}

function show(plan: FilePlan): string {
  const { path, content } = plan;
  const lines = (sign: string) => content.trim().replaceAll(/^/gm, sign).replaceAll(/ +$/gm, "");
  switch (plan.action) {
    case "none":
      return `\n${path} is complete and stays unchanged.`;
    case "create":
      return `\nNew file ${path}:\n\n${lines("    ")}\n`;
    case "append":
      return `\nAt the end of ${path}:\n\n${lines("  + ")}\n`;
    case "by hand":
      return `\n${plan.existing} already exists and stays unchanged. Add the missing parts of this by hand:\n\n${lines("    ")}\n`;
  }
}
