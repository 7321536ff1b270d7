import { html } from "@retent/retentbase/internal";
import { scripts } from "../generated/embedded-scripts.ts";
import type { SnippetSettings } from "./snippet-settings.ts";

/** A text to paste, and where. */
export interface SnippetPart {
  where: string;
  text: string;
}

/** Where each builder takes scripts, and what customers click. Builders with a link alone take no element. */
const places: Record<SnippetSettings["builder"], { script: string; button: string; isLink?: true }> = {
  html: { script: "In the page’s head", button: "Where the button belongs" },
  webflow: { script: "Site or page settings, Custom Code, Head", button: "In a Code Embed element" },
  wix: { script: "Settings, Custom Code, Head", button: "As the address of a link or button", isLink: true },
  squarespace: { script: "Code Injection, Header", button: "In a Code Block" },
  wordpress: { script: "The theme’s head, or a Custom HTML block", button: "In a Custom HTML block" },
  framer: {
    script: "Site settings, Custom Code, end of body",
    button: "As the address of a link or button",
    isLink: true,
  },
  carrd: {
    script: "An Embed of the type Code, style Hidden, Head",
    button: "An Embed of the type Code, style Inline",
  },
  shopify: { script: "The theme’s layout, before </head>", button: "In a Custom Liquid section or block" },
  npm: { script: "In a module of your app", button: "Where the button belongs" },
};

/** How each tool gives the token of the customer who is signed in, by its public documentation. */
const identityCalls: Record<Exclude<SnippetSettings["identity"], "session">, string> = {
  outseta: "() => Outseta.getAccessToken()",
  clerk: "() => Clerk.session?.getToken()",
  auth0: "() => auth0.getTokenSilently()",
  supabase: "async () => (await supabase.auth.getSession()).data.session?.access_token",
  firebase: "() => auth.currentUser?.getIdToken()",
};

/**
 * The exact text to paste into a page: first the script, then what customers click.
 *
 * @param publicUrl where the server is reached, with its path
 */
export async function buildSnippet(publicUrl: string, settings: SnippetSettings): Promise<SnippetPart[]> {
  const { script, button, isLink } = places[settings.builder];
  if (settings.builder === "npm") {
    const element = formatElement(settings, publicUrl);
    return [
      { where: script, text: formatImport(settings) },
      { where: button, text: element },
    ];
  }
  const tags = [
    ...(settings.lang === undefined ? [] : [await scriptTag(publicUrl, `/languages/${settings.lang}.js`)]),
    await scriptTag(publicUrl, "/button.js"),
    ...formatIdentity(settings),
    ...(isLink ? [formatLinkScript(publicUrl, settings)] : []),
  ];
  return [
    { where: script, text: tags.join("") },
    { where: button, text: isLink ? `${publicUrl}/cancel\n` : formatElement(settings) },
    ...(settings.builder === "html" || settings.builder === "webflow"
      ? [
          {
            where: "Or, on an existing link, if only an attribute can be set",
            text: formatLink(publicUrl, settings),
          },
        ]
      : []),
  ];
}

/** The element as it stands on the page. */
export function formatElement(settings: SnippetSettings, endpoint?: string): string {
  const { mode, preset, variant, size, lang, label } = settings;
  const attributes = {
    endpoint,
    mode: mode === "redirect" ? undefined : mode,
    preset: preset === "none" ? undefined : preset,
    variant: variant === "secondary" ? undefined : variant,
    size: size === "medium" ? undefined : size,
    lang,
  };
  const { markup } = html`<retent-cancel-button${Object.entries(attributes).map(([name, value]) =>
    value === undefined ? null : html` ${name}="${value}"`,
  )}>${label ?? null}</retent-cancel-button>
`;
  return markup;
}

function formatLink(publicUrl: string, { mode, preset, label }: SnippetSettings): string {
  return html`<a href="${publicUrl}/cancel" data-retent-cancel${mode === "redirect" ? null : html` data-mode="${mode}"`}${preset === "none" ? null : html` data-preset="${preset}"`}>${label ?? "Cancel subscription"}</a>
`.markup;
}

/** A script with its subresource integrity (https://www.w3.org/TR/SRI/). */
async function scriptTag(publicUrl: string, path: string): Promise<string> {
  const bytes = new TextEncoder().encode(scripts[path]?.text);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
  const integrity = `sha384-${btoa(String.fromCharCode(...digest))}`;
  return html`<script type="module" src="${publicUrl}${path}"
  integrity="${integrity}" crossorigin="anonymous"></script>
`.markup;
}

function findCall({ identity, identityFunction }: SnippetSettings): string | undefined {
  if (identityFunction !== undefined) return `() => ${identityFunction}()`;
  return identity === "session" ? undefined : identityCalls[identity];
}

function formatIdentity(settings: SnippetSettings): string[] {
  const call = findCall(settings);
  if (call === undefined) return [];
  return [
    `<script type="module">
const Button = await customElements.whenDefined("retent-cancel-button");
Button.defaultIdentity = ${call};
</script>
`,
  ];
}

function formatImport(settings: SnippetSettings): string {
  const call = findCall(settings);
  return `import { RetentCancelButton } from "@retent/cancel-button";

${call === undefined ? "" : `RetentCancelButton.defaultIdentity = ${call};\n`}RetentCancelButton.define();
`;
}

/** Builders that take no attributes make a link: it is marked at the click, however late it appears. */
function formatLinkScript(publicUrl: string, { mode, preset }: SnippetSettings): string {
  const marks = [
    'link.dataset.retentCancel = "";',
    ...(mode === "redirect" ? [] : [`link.dataset.mode = "${mode}";`]),
    ...(preset === "none" ? [] : [`link.dataset.preset = "${preset}";`]),
  ];
  return `<script>
addEventListener("click", ({ target }) => {
  const link = target.closest?.('a[href="${publicUrl}/cancel"]');
  if (!link) return;
  ${marks.join("\n  ")}
}, true);
</script>
`;
}
