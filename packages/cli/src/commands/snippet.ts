import { createHash } from "node:crypto";
import { createRetent } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import { CommandError } from "../command-error.ts";
import { readPublicUrl } from "../environment.ts";
import type { Host } from "../host.ts";

/** How one of the server's scripts is fetched. */
type FetchScript = (src: string) => Promise<Response>;

/**
 * `retent snippet`: prints the tag to paste into a page. The public URL is the only configuration that it
 * needs.
 *
 * @param lang also prints a tag for the texts of this language, so that their integrity is checked and they
 * load early
 * @throws {ConfigurationError}
 * @throws {CommandError} for a language that has no texts
 */
export async function snippet(
  { env, stdout }: Pick<Host, "env" | "stdout">,
  { lang }: { lang?: string | undefined } = {},
): Promise<number> {
  const publicUrl = readPublicUrl(env);
  const tags = await withScripts(publicUrl, async (fetchScript) => {
    const language = lang === undefined ? "" : await languageTag(publicUrl, lang, fetchScript);
    return language + (await scriptTag(`${publicUrl}/button.js`, fetchScript));
  });
  stdout.write(`${tags}
<retent-cancel-button>Cancel subscription</retent-cancel-button>

<!-- Or on an existing link, if only an attribute can be set: -->
<a href="${escapeHtml(publicUrl)}/cancel" data-retent-cancel>Cancel subscription</a>
`);
  return 0;
}

async function languageTag(publicUrl: string, lang: string, fetchScript: FetchScript): Promise<string> {
  const src = `${publicUrl}/languages/${lang.toLowerCase()}.js`;
  const exists = /^[a-z]{2}(-[a-z]{2,4})?$/i.test(lang) && (await fetchScript(src)).ok;
  if (exists) return scriptTag(src, fetchScript);
  throw new CommandError(
    "usage",
    `--lang: there are no texts for ${JSON.stringify(lang)}: use a language of the button, as in --lang de or --lang zh-hant; English needs no --lang`,
  );
}

async function scriptTag(src: string, fetchScript: FetchScript): Promise<string> {
  const integrity = await computeIntegrity(await fetchScript(src));
  return `<script type="module" src="${escapeHtml(src)}"
  integrity="${integrity}" crossorigin="anonymous"></script>
`;
}

/** The subresource integrity of a script as the server delivers it (https://www.w3.org/TR/SRI/). */
async function computeIntegrity(response: Response): Promise<string> {
  if (!response.ok) throw new Error(`the server responded ${response.status} for the button's script`);
  const script = Buffer.from(await response.arrayBuffer());
  return `sha384-${createHash("sha384").update(script).digest("base64")}`;
}

/**
 * Lets `work` fetch the scripts of a server that does not listen. It needs no key, since RetentBase is not
 * called.
 */
async function withScripts<Result>(
  publicUrl: string,
  work: (fetchScript: FetchScript) => Promise<Result>,
): Promise<Result> {
  const store = createSqliteStore({ file: ":memory:" });
  try {
    const secret = crypto.randomUUID() + crypto.randomUUID();
    const retent = createRetent({
      apiKey: "none",
      resultToken: { secret },
      publicUrl,
      identify: () => null,
      store,
      // No server runs, so warnings about one would only confuse.
      log: false,
    });
    return await work((src) => retent.fetch(new Request(src), undefined));
  } finally {
    await store.close();
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
