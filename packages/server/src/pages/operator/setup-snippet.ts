import { type Html, html } from "@retent/retentbase/internal";
import type { SnippetPart } from "../../snippet/build-snippet.ts";
import {
  maxLabelLength,
  type SnippetSettings,
  snippetChoices,
  snippetLanguages,
} from "../../snippet/snippet-settings.ts";
import { type OperatorConfig, setupPath } from "./operator-layout.ts";
import type { SetupView } from "./setup-page.ts";

const labels = {
  builder: "Your site is built with",
  identity: "Sign-in",
  variant: "Look",
  size: "Size",
  mode: "When clicked",
  preset: "Legal wording",
} as const;

const languageNames = new Intl.DisplayNames("en", { type: "language" });

/** What to paste, as chosen in the form beside it. */
export function snippetPart(config: OperatorConfig, { settings, parts, test }: SetupView): Html {
  const { label, lang, identityFunction } = settings;
  const query = new URLSearchParams(toFields(settings));
  const languages = [["", "The page’s"], ...snippetLanguages.map((each) => [each, languageNames.of(each)])];
  return html`<p>Say how your site works and how the button looks: you get the button as customers see it, and the exact text to paste.</p>
<div class="builder">
<form action="${setupPath(config)}#snippet">
${test === undefined ? null : html`<input type="hidden" name="test" value="${test.eventId}">`}
<fieldset><legend>Your site</legend>
${setting("builder", settings)}
${setting("identity", settings)}
<label>Or by a function of your page <input name="function" value="${identityFunction ?? ""}" placeholder="shop.getToken" maxlength="${maxLabelLength}" autocomplete="off" autocapitalize="off" spellcheck="false"></label>
</fieldset>
<fieldset class="look"><legend>The button</legend>
<label>Label <input name="label" value="${label ?? ""}" maxlength="${maxLabelLength}"></label>
${(["variant", "size", "mode", "preset"] as const).map((name) => setting(name, settings))}
${select("lang", "Language", lang ?? "", languages as [string, string][])}
</fieldset>
<div class="actions"><button>Update</button></div>
</form>
<div class="parts">
<div><div class="head"><h3>Preview</h3></div>
<iframe title="Preview of the button" src="${setupPath(config)}?preview&amp;${query.toString()}"></iframe></div>
${parts.map(codePart)}</div>
</div>`;
}

function codePart({ where, text }: SnippetPart, index: number): Html {
  const number = index + 1;
  return html`<div><div class="head"><h3 id="part-${number}">${where.startsWith("Or, ") ? null : `${number}. `}${where}</h3><button type="button" data-copies="code-${number}" aria-describedby="part-${number}" aria-live="polite" hidden>Copy</button></div>
<textarea id="code-${number}" readonly rows="${countLines(text)}" aria-labelledby="part-${number}" spellcheck="false">${text.trimEnd()}</textarea></div>
`;
}

/** As wrapped on a narrow screen, for browsers that don't make a text area as high as its text. */
function countLines(text: string): number {
  const lines = text.trim().split("\n");
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 40)), 1);
}

function setting(name: keyof typeof labels, settings: SnippetSettings): Html {
  return select(name, labels[name], settings[name], Object.entries(snippetChoices[name]));
}

/** The settings as the form sends them. */
export function toFields(settings: SnippetSettings): Record<string, string> {
  const { identityFunction, ...named } = settings;
  const fields = { ...named, function: identityFunction, label: settings.label ?? "" };
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function select(
  name: string,
  label: string,
  chosen: string,
  options: readonly (readonly [value: string, label: string])[],
): Html {
  return html`<label>${label} <select name="${name}">${options.map(
    ([value, text]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : null}>${text}</option>`,
  )}</select></label>`;
}
