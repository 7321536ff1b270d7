import { buildSnippet, readSnippetSettings, type SnippetPart } from "@retent/server/internal";
import { CommandError } from "../command-error.ts";
import { readPublicUrl } from "../environment.ts";
import type { SnippetFlags } from "../flags.ts";
import type { Host } from "../host.ts";

/**
 * `retent snippet`: prints what to paste into a page. The public URL is the only configuration that it needs.
 *
 * @throws {ConfigurationError}
 * @throws {CommandError} for a flag's value that can't be used
 */
export async function snippet(
  { env, stdout }: Pick<Host, "env" | "stdout">,
  flags: SnippetFlags = {},
): Promise<number> {
  const publicUrl = readPublicUrl(env);
  const { settings, faults } = readSnippetSettings((name) => flags[name as keyof SnippetFlags]?.toString());
  if (flags.lang !== undefined && settings.lang === undefined) throw unknownLanguage(flags.lang);
  const [fault] = faults;
  if (fault) throw new CommandError("usage", `--${fault.name}: ${fault.message}`);
  const parts = await buildSnippet(publicUrl, settings);
  stdout.write(parts.map(settings.builder === "html" ? formatHtml : formatStep).join("\n"));
  return 0;
}

/** Everything as one piece of HTML. */
function formatHtml({ where, text }: SnippetPart, index: number): string {
  return index < 2 ? text : `<!-- ${where}: -->\n${text}`;
}

function formatStep({ where, text }: SnippetPart, index: number): string {
  return `${index + 1}. ${where}:\n\n${text}`;
}

function unknownLanguage(lang: string | undefined): CommandError {
  return new CommandError(
    "usage",
    `--lang: there are no texts for ${JSON.stringify(lang)}: use a language of the button, as in --lang de or --lang zh-hant; English needs no --lang`,
  );
}
