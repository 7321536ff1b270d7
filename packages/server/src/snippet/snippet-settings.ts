import { scriptPaths } from "../generated/embedded-scripts.ts";

/** What a snippet can be made for, and how its button looks and behaves. */
export const snippetChoices = {
  builder: {
    html: "HTML page or template",
    webflow: "Webflow",
    wix: "Wix",
    squarespace: "Squarespace",
    wordpress: "WordPress",
    framer: "Framer",
    carrd: "Carrd",
    shopify: "Shopify",
    npm: "React, Vue, Svelte or another bundler",
  },
  identity: {
    session: "Your own site (same domain)",
    outseta: "Outseta",
    memberstack: "Memberstack",
    clerk: "Clerk",
    auth0: "Auth0",
    supabase: "Supabase",
    firebase: "Firebase",
  },
  variant: { primary: "Primary", secondary: "Secondary", danger: "Danger", text: "Text" },
  size: { small: "Small", medium: "Medium", large: "Large" },
  mode: {
    redirect: "Goes to the hosted page",
    popup: "Opens the hosted page in a window",
    direct: "Goes to the plain page",
  },
  preset: {
    none: "None",
    de: "Germany",
    fr: "France",
    "eu-withdrawal": "Withdrawal in the EU",
  },
} as const;

type Choices = typeof snippetChoices;

/** What a snippet is made of. */
export type SnippetSettings = { [Name in keyof Choices]: keyof Choices[Name] } & {
  /** A function of the page that returns the customer's identity token, instead of a tool: `shop.getToken`. */
  identityFunction: string | undefined;
  /** Undefined: the button's own label, in the page's language. */
  label: string | undefined;
  /** A language of the button; undefined for the page's. */
  lang: string | undefined;
  /** Whether script tags have their subresource integrity. */
  hasIntegrity: boolean;
};

/** What the settings are without a choice. */
const standard: SnippetSettings = {
  builder: "html",
  identity: "session",
  variant: "secondary",
  size: "medium",
  mode: "redirect",
  preset: "none",
  identityFunction: undefined,
  label: "Cancel subscription",
  lang: undefined,
  hasIntegrity: false,
};

/** In characters: longer than any label. */
export const maxLabelLength = 100;

/** The languages that the button has texts in, besides English. */
export const snippetLanguages = scriptPaths.flatMap(
  (path) => /^\/languages\/(.+)\.js$/.exec(path)?.[1] ?? [],
);

/** A setting that can't be used. */
export interface SnippetFault {
  name: keyof SnippetSettings;
  message: string;
}

/**
 * Reads settings by their names: of flags, or of a form's fields. What can't be used is as if it were not given.
 *
 * @param read undefined or empty for what was not given
 * @param likely what is most likely meant by what was not given. Default: the customer has a session at the server's site
 */
export function readSnippetSettings(
  read: (name: string) => string | undefined,
  likely: Partial<Pick<SnippetSettings, "identity">> = {},
): {
  settings: SnippetSettings;
  faults: SnippetFault[];
} {
  const settings: SnippetSettings = { ...standard, ...likely };
  const faults: SnippetFault[] = [];
  for (const name of Object.keys(snippetChoices) as (keyof Choices)[]) {
    const value = read(name) || undefined;
    if (value === undefined) continue;
    if (Object.hasOwn(snippetChoices[name], value)) Object.assign(settings, { [name]: value });
    else if (name === "identity" && isFunctionName(value)) settings.identityFunction = value;
    else faults.push({ name, message: `must be one of ${Object.keys(snippetChoices[name]).join(", ")}` });
  }
  settings.hasIntegrity = read("integrity") === "true";
  const own = read("function")?.trim();
  if (own && isFunctionName(own)) settings.identityFunction = own;
  const lang = read("lang");
  if (lang) {
    const known = snippetLanguages.find((language) => language === lang.toLowerCase());
    if (known !== undefined) settings.lang = known;
    else if (lang.toLowerCase() !== "en") faults.push({ name: "lang", message: "there are no texts for it" });
  }
  const label = read("label")?.trim().slice(0, maxLabelLength);
  if (label !== undefined) settings.label = label || undefined;
  // The button has its own words in each language, and a law's are its own in any case.
  else if (settings.lang !== undefined) settings.label = undefined;
  if (settings.preset !== "none") settings.label = undefined;
  return { settings, faults };
}

function isFunctionName(text: string): boolean {
  return /^[a-z_$][\w$]*(\.[a-z_$][\w$]*)*$/i.test(text) && text.length <= maxLabelLength;
}
