import { resolve } from "node:path";
import { CommandError } from "../command-error.ts";
import { tryConfiguration } from "../doctor/try-configuration.ts";
import { readEnvFile } from "../env-file.ts";
import { ConfigurationError } from "../environment/configuration-error.ts";
import type { Host } from "../host.ts";
import { createPrompt } from "../prompt.ts";
import { askYes, readVariables, type Setup } from "../setup/ask.ts";
import { askBilling } from "../setup/ask-billing.ts";
import { askIdentity } from "../setup/ask-identity.ts";
import { askRetentBase } from "../setup/ask-retentbase.ts";
import { askServer } from "../setup/ask-server.ts";
import { askSite } from "../setup/ask-site.ts";
import { describeNextSteps, describeTaken } from "../setup/describe-end.ts";
import { hasOneLineEach, updateEnvText } from "../setup/env-text.ts";
import { offerProcessVariables } from "../setup/process-variables.ts";
import { writeEnvFile } from "../setup/write-env-file.ts";

/**
 * `retent setup`: asks for what a person alone can know, or for everything that the server needs, tries each
 * answer at once, and writes the env file. Of a file that exists, only the variables that were answered
 * differently change.
 *
 * @param path the env file, relative to the working directory
 * @param options.asksAll whether what has a default is asked too
 * @throws {CommandError} if the input ends too early or is stopped, and if the file can't be used; nothing is
 *   written then
 */
export async function setup(
  host: Host,
  path = "retent.env",
  { asksAll = false }: { asksAll?: boolean } = {},
): Promise<number> {
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
  const work: Setup = { prompt, print, env, values: { ...before }, fetch, now, asksAll, taken: [] };
  let text: string;
  try {
    print(
      `This asks for ${asksAll ? "all that the server needs" : "what only you can know"}, tries each answer, and writes ${path}. Enter alone takes the answer in brackets.\nSecrets don't show while you type. Ctrl-C stops, and nothing is written.`,
    );
    const isWanted = await Promise.race([askAll(work, path), prompt.stopped]);
    if (!isWanted) {
      print("Nothing was written.");
      return 0;
    }
    const changed = Object.keys(work.values).filter((name) => work.values[name] !== before[name]);
    const changes = Object.fromEntries(changed.map((name) => [name, work.values[name]]));
    text = updateEnvText(file?.text ?? "", changes);
    writeEnvFile(resolve(folder, path), text);
  } finally {
    prompt.close();
  }
  print(describeNextSteps(work, path, text));
  return 0;
}

/** @returns whether the file is to be written */
async function askAll(work: Setup, path: string): Promise<boolean> {
  await askSite(work);
  await askBilling(work);
  await askRetentBase(work);
  await askIdentity(work);
  await askServer(work);
  await offerProcessVariables(work, path);
  if (work.taken.length > 0) work.print(describeTaken(work.taken));
  const canStart = await describeResult(work);
  // Every answer was given on purpose.
  if (canStart && !work.asksAll) return true;
  return askYes(work, `Write ${path}?`);
}

/** @returns whether the server can start */
async function describeResult(work: Setup): Promise<boolean> {
  try {
    const { whoEnds } = await tryConfiguration(readVariables(work), work);
    work.print(`\nThe server can start with this. ${whoEnds.sentence}`);
    return true;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    work.print(`\nThe server can't start like this yet:\n${error.message.replace(/^/gm, "  ")}`);
    return false;
  }
}
