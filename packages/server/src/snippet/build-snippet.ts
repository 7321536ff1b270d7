import { html } from "@retent/retentbase/internal";
import { scripts } from "../generated/embedded-button.ts";
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

/** How each tool gives the token of the customer who is signed in, by its public documentation: for bundlers alone. */
const identityCalls: Record<Exclude<SnippetSettings["identity"], "session">, string> = {
  outseta: "() => Outseta.getAccessToken()",
  memberstack: "() => memberstack.getMemberCookie()",
  clerk: "() => Clerk.session?.getToken()",
  auth0: "() => auth0.getTokenSilently()",
  supabase: "async () => (await supabase.auth.getSession()).data.session?.access_token",
  firebase: "() => auth.currentUser?.getIdToken()",
};

/** How the control looks without the element's own styles: it works and has its look before any script runs. */
const controlColors: Record<SnippetSettings["variant"], string> = {
  primary: "color:#fff;background:#1d4ed8;border:1px solid transparent",
  secondary: "color:inherit;background:none;border:1px solid",
  danger: "color:#fff;background:#b91c1c;border:1px solid transparent",
  text: "color:inherit;background:none;border:1px solid transparent",
};
const controlSizes: Record<SnippetSettings["size"], string> = {
  small: "padding:.25em .75em",
  medium: "padding:.7em 1.25em",
  large: "padding:.7em 1.25em;font-size:1.25em",
};

/**
 * The exact text to paste into a page: first the script, then what customers click.
 *
 * @param publicUrl where the server is reached, with its path
 */
export async function buildSnippet(publicUrl: string, settings: SnippetSettings): Promise<SnippetPart[]> {
  const { script, button, isLink } = places[settings.builder];
  if (settings.builder === "npm") {
    const element = formatElementForBundler(settings, publicUrl);
    return [
      { where: script, text: formatImport(settings) },
      { where: button, text: element },
    ];
  }
  const scripts = [
    ...(settings.lang === undefined
      ? []
      : [await scriptTag(publicUrl, `/languages/${settings.lang}.js`, settings)]),
    await scriptTag(publicUrl, "/button.js", settings),
  ].join("");
  if (isLink)
    return [
      { where: script, text: scripts + formatLinkScript(publicUrl, settings) },
      { where: button, text: `${publicUrl}/cancel\n` },
    ];
  return [
    { where: script, text: scripts },
    { where: button, text: formatElement(settings, publicUrl) },
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

/**
 * The element with a way out inside that needs no script: where the server knows the visitor by a session, a form that
 * does the same as the button; else a link to the plain page, since only script has the token.
 */
export function formatElement(settings: SnippetSettings, publicUrl: string): string {
  const { mode, preset, lang } = settings;
  const attributes = {
    mode: mode === "redirect" ? undefined : mode,
    preset: preset === "none" ? undefined : preset,
    lang,
  };
  return html`<retent-cancel-button${formatAttributes(attributes)}>
${formatControl(settings, publicUrl)}
</retent-cancel-button>
`.markup;
}

function formatControl(settings: SnippetSettings, publicUrl: string) {
  const { variant, size, preset, identity, identityFunction } = settings;
  const decoration = variant === "text" ? "underline" : "none";
  const style = `display:inline-flex;align-items:center;justify-content:center;box-sizing:border-box;min-height:44px;font:inherit;border-radius:8px;cursor:pointer;${controlSizes[size]};${controlColors[variant]};text-decoration:${decoration}`;
  const label = findLabel(settings);
  if (identity !== "session" || identityFunction !== undefined || preset !== "none")
    return html`<a href="${publicUrl}/cancel${formatSearch(settings)}" style="${style}">${label}</a>`;
  return html`<form method="post" action="${publicUrl}/cancel-link" data-turbo="false" hx-boost="false">
<button style="${style}">${label}</button>
</form>`;
}

/** A law's words, else the merchant's, else the button's own in its language. */
function findLabel({ preset, label, lang }: SnippetSettings): string {
  if (preset === "de") return "Verträge hier kündigen";
  if (preset === "fr") return "Résilier votre contrat";
  const [own = "Cancel subscription", withdraw = "Withdraw from contract here"] = findOwnLabels(lang);
  return preset === "eu-withdrawal" ? withdraw : (label ?? own);
}

/** Where the two labels stand among a language's texts, as the button's build lists them. */
const labelPlaces = [0, 14];

function findOwnLabels(lang: string | undefined): (string | undefined)[] {
  const texts = [...(scripts[`/languages/${lang}.js`]?.text ?? "").matchAll(/`([^`]*)`/g)];
  return labelPlaces.map((place) => texts[place]?.[1]);
}

function formatElementForBundler(settings: SnippetSettings, endpoint: string): string {
  const { mode, preset, variant, size, lang, label } = settings;
  const attributes = {
    endpoint,
    mode: mode === "redirect" ? undefined : mode,
    preset: preset === "none" ? undefined : preset,
    variant: variant === "secondary" ? undefined : variant,
    size: size === "medium" ? undefined : size,
    lang,
  };
  return html`<retent-cancel-button${formatAttributes(attributes)}>${label ?? null}</retent-cancel-button>
`.markup;
}

function formatAttributes(attributes: Record<string, string | undefined>) {
  return Object.entries(attributes).map(([name, value]) =>
    value === undefined ? null : html` ${name}="${value}"`,
  );
}

function formatLink(publicUrl: string, settings: SnippetSettings): string {
  const { mode, preset } = settings;
  const attributes = {
    "data-mode": mode === "redirect" ? undefined : mode,
    "data-preset": preset === "none" ? undefined : preset,
  };
  return html`<a href="${publicUrl}/cancel${formatSearch(settings)}" data-retent-cancel${formatAttributes(attributes)}>${findLabel(settings)}</a>
`.markup;
}

/** How the plain page is to speak. */
function formatSearch({ preset, lang }: SnippetSettings): string {
  const query = new URLSearchParams({
    ...(preset !== "none" && { preset }),
    ...(lang && { lang }),
  }).toString();
  return query && `?${query}`;
}

/**
 * A script tag, with the tool that has the customer's token, and with the script's subresource integrity
 * (https://www.w3.org/TR/SRI/) if that is asked for: a browser then refuses the script of the server's next version.
 */
async function scriptTag(publicUrl: string, path: string, settings: SnippetSettings): Promise<string> {
  const { identity, identityFunction } = settings;
  const attributes = {
    integrity: settings.hasIntegrity ? await hash(path) : undefined,
    crossorigin: settings.hasIntegrity ? "anonymous" : undefined,
    "data-identity-from":
      path === "/button.js"
        ? (identityFunction ?? (identity === "session" ? undefined : identity))
        : undefined,
  };
  return html`<script type="module" src="${publicUrl}${path}"${formatAttributes(attributes)}></script>
`.markup;
}

async function hash(path: string): Promise<string> {
  const bytes = new TextEncoder().encode(scripts[path]?.text);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
  return `sha384-${btoa(String.fromCharCode(...digest))}`;
}

function findCall({ identity, identityFunction }: SnippetSettings): string | undefined {
  if (identityFunction !== undefined) return `() => ${identityFunction}()`;
  return identity === "session" ? undefined : identityCalls[identity];
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
