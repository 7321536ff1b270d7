import { resolve } from "node:path";
import { CommandError } from "../command-error.ts";
import { tryConfiguration } from "../doctor/try-configuration.ts";
import { readEnvFile } from "../env-file.ts";
import { ConfigurationError } from "../environment/configuration-error.ts";
import { selectRetentVariables } from "../environment/find-faults.ts";
import { readUnfinished } from "../environment.ts";
import type { Host } from "../host.ts";
import { createPrompt } from "../prompt.ts";
import { readVariables, type Setup } from "../setup/ask.ts";
import { askBilling, askDatabase, askIdentity, askOperator } from "../setup/ask-merchant.ts";
import { askAddress, askResults, askWorkspace } from "../setup/ask-retentbase.ts";
import { hasOneLineEach, updateEnvText } from "../setup/env-text.ts";
import { writeEnvFile } from "../setup/write-env-file.ts";

/**
 * `retent setup`: asks for everything that the server needs, tries each answer at once, and writes the env
 * file. Of a file that exists, only the variables that were answered differently change.
 *
 * @param path the env file, relative to the working directory
 * @throws {CommandError} if the input ends too early or is stopped, and if the file can't be used; nothing is
 *   written then
 */
export async function setup(host: Host, path = "retent.env"): Promise<number> {
  const { env, folder, stdout, fetch, now } = host;
  const print = (text: string) => stdout.write(`${text}\n`);
  const file = readEnvFile(folder, path);
  if (file && !hasOneLineEach(file.text)) {
    throw new CommandError(
      "env_file",
      `setup: ${path} has a value over several lines, which setup can't change: change the file by hand`,
    );
  }
  const before = file?.values ?? {};
  const prompt = createPrompt(host, {
    ended: "setup: the input ended before the last answer, and nothing was written",
    stopped: "setup: stopped, and nothing was written",
  });
  const work: Setup = { prompt, print, env, values: { ...before }, fetch, now };
  try {
    print(
      `This asks for what the server needs, and writes ${path}. Enter alone takes the answer in brackets.\nSecrets don't show while you type. Ctrl-C stops, and nothing is written.`,
    );
    const isWanted = await Promise.race([askAll(work, path), prompt.stopped]);
    if (!isWanted) {
      print("Nothing was written.");
      return 0;
    }
    const changed = Object.keys(work.values).filter((name) => work.values[name] !== before[name]);
    const changes = Object.fromEntries(changed.map((name) => [name, work.values[name]]));
    writeEnvFile(resolve(folder, path), updateEnvText(file?.text ?? "", changes));
  } finally {
    prompt.close();
  }
  print(describeNextSteps(work, path));
  return 0;
}

/** @returns whether the file is to be written */
async function askAll(work: Setup, path: string): Promise<boolean> {
  await askAddress(work);
  await askWorkspace(work);
  await askResults(work);
  await askIdentity(work);
  await askDatabase(work);
  await askBilling(work);
  await askOperator(work);
  try {
    const { whoEnds } = await tryConfiguration(readVariables(work), work);
    work.print(`\nEvery variable can be used. ${whoEnds.sentence}`);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    work.print(`\nThe server can't start like this yet:\n${error.message.replace(/^/gm, "  ")}`);
  }
  for (const name of Object.keys(selectRetentVariables(work.env)))
    work.print(`${name} is set in this process, and wins over the file.`);
  return !/^n(o)?$/i.test(await work.prompt.ask(`Write ${path}? [Y/n] `));
}

function describeNextSteps(work: Setup, path: string): string {
  const { publicUrl, healthToken } = readUnfinished(readVariables(work)).options;
  return `Written: ${path}. It holds secrets: you alone may read it, and it must not get into version control.

Next steps:
  npx retent doctor --env-file ${path}     checks everything together
  npx retent serve --env-file ${path}      runs the server
  npx retent snippet --env-file ${path}    prints what to paste into your page${
    healthToken === undefined
      ? ""
      : `\n  ${publicUrl}/admin/setup    the same checks, and what to paste, with a preview; its password is RETENT_HEALTH_TOKEN in ${path}`
  }`;
}
