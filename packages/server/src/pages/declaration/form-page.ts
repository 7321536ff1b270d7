import { Html, html } from "@retent/retentbase/internal";
import type { Contract } from "../../declarations/contract-choice.ts";
import { type FieldName, lawForms, maxLengths } from "../../declarations/law-forms.ts";
import type { FieldFault, FormValues } from "../../declarations/parse-form.ts";
import type { Preset } from "../../law-preset.ts";
import { hiddenFields } from "../hidden-fields.ts";
import { layout, type Page, type PageConfig } from "../layout.ts";
import type { Wording } from "../wording.ts";
import { contractChoice } from "./contract-choice.ts";
import { formStyles } from "./form-styles.ts";
import type { DeclarationTexts } from "./languages/en.ts";
import { getLawWords, type LawWords } from "./law-words.ts";

export interface FormPage {
  preset: Preset;
  declaration: DeclarationTexts;
  values: FormValues;
  faults: readonly (readonly [name: FieldName, fault: FieldFault])[];
  /** What the form brings back besides. */
  hidden: Record<string, string | null | undefined>;
  /** What a customer who is signed in knows the account by, and the page that leads back to it. */
  account: { name: string; returnTo: string } | undefined;
  /** The customer's contracts, to choose from. */
  contracts: readonly Contract[];
  /** The id of the contract that was chosen; empty for another one, and undefined if nothing was. */
  chosen: string | undefined;
  /** Where proof of a reason can be sent: one line each. */
  proofTo: readonly string[];
}

interface ShownFault {
  fault: FieldFault;
  /** The field beside which it is said. */
  saidBy: FieldName;
}

/**
 * The page that a law prescribes: its fields and no others, and one button, for a person who need not be signed in.
 */
export function formPage(config: PageConfig, wording: Wording, page: FormPage): Page {
  const { language, texts } = wording;
  const { preset, declaration, hidden, account } = page;
  const words = toFormWords(page, wording);
  const { fields, hasSummary } = lawForms[preset];
  const intro = [
    ...(preset === "eu-withdrawal" ? [declaration.undoes, texts.withdrawPeriod] : []),
    ...(account ? [] : [declaration.intro]),
  ];
  return layout(config, language, {
    title: texts.title,
    support: texts.support,
    styles: formStyles,
    content: html`<h1>${texts.title}</h1>
${faultList(page, words)}
${intro.length === 0 ? null : html`<p>${intro.join(" ")}</p>`}
${accountLine(page, texts.account)}
<form method="post" action="${config.basePath}/declaration" novalidate>
${hiddenFields({ ...hidden, preset })}
${fields.map((name) => (words.either?.fields.includes(name) ? eitherField(name, page, words, wording) : field(name, page, words, wording)))}
<p class="note">${words.afterwards}</p>
<div class="actions">
${
  hasSummary
    ? html`<button class="primary" name="step" value="summary">${words.summary?.next}</button>`
    : html`<button class="danger" name="step" value="send">${texts.confirm}</button>`
}
${account && html`<a href="${account.returnTo}" rel="noreferrer">${texts.back}</a>`}
</div>
</form>`,
  });
}

/** Whose account it is, unless a field says so already. */
function accountLine({ account, values }: FormPage, label: string): Html | null {
  if (!account || [values.name, values.email].includes(account.name)) return null;
  return html`<p class="account">${label}: <bdi>${account.name}</bdi></p>`;
}

/** The words of the law; a customer who has contracts to choose from is asked to do so. */
function toFormWords(page: FormPage, { texts }: Wording): LawWords {
  const words = getLawWords(page.preset, page.declaration, texts);
  const { contract } = words.fields;
  if (!contract || !hasChoice(page) || page.chosen === "") return words;
  return {
    ...words,
    fields: { ...words.fields, contract: { ...contract, faults: { missing: texts.chooseMissing } } },
  };
}

/** One alone is to be seen too, with what it costs; where only its name is known, the field has that. */
function hasChoice({ contracts }: FormPage): boolean {
  return contracts.some(({ id }) => id !== "");
}

/** Every fault with a link to its field, read out as soon as the page is there. */
function faultList({ declaration, faults }: FormPage, words: LawWords): Html | null {
  if (faults.length === 0) return null;
  return html`<div class="notice error" role="alert"><p>${declaration.check} ${declaration.nothingSent}</p>
<ul>${faults.map(([name, fault]) => html`<li><a href="#${name}">${describeFault(name, fault, declaration, words)}</a></li>`)}</ul></div>`;
}

/** What to do about a field, in words that need no label beside them. */
function describeFault(
  name: FieldName,
  fault: FieldFault,
  { check, tooLong, badEmail }: DeclarationTexts,
  { fields }: LawWords,
): string {
  if (fault === "tooLong") return `${fields[name]?.label} – ${tooLong}`;
  if (fault === "badEmail") return badEmail;
  return fields[name]?.faults?.[fault] ?? check;
}

/** What is wrong with a field, and which field says so: either address will do, and only one fault is listed. */
function findFault(name: FieldName, faults: FormPage["faults"]): ShownFault | undefined {
  const byName = new Map(faults);
  const fault = byName.get(name);
  if (fault) return { fault, saidBy: name };
  const isOther = name === "address" && byName.get("email") === "missing";
  return isOther ? { fault: "missing", saidBy: "email" } : undefined;
}

/** Under the heading that it shares with the others, which the first of them brings along. */
function eitherField(name: FieldName, page: FormPage, words: LawWords, wording: Wording): Html | null {
  const { fields, legend, hint, or } = words.either ?? {};
  if (name !== fields?.[0]) return null;
  return html`<fieldset class="either" aria-describedby="either-hint"><legend>${legend}</legend>
<span class="hint" id="either-hint">${hint}</span>
${fields.map((each, index) => html`${index > 0 ? html`<p class="or">${or}</p>` : null}${field(each, page, words, wording)}`)}</fieldset>
`;
}

function wrongText(name: FieldName, fault: FieldFault, { declaration }: FormPage, words: LawWords): Html {
  return html`<span class="wrong" id="${name}-wrong">${describeFault(name, fault, declaration, words)}</span>`;
}

function field(name: FieldName, page: FormPage, words: LawWords, wording: Wording): Html {
  const wrong = findFault(name, page.faults);
  const { label, optional, hint, other } = words.fields[name] ?? { label: name };
  if (name === "kind") return kindField(label, page.values.kind, words);
  if (name === "contract" && hasChoice(page)) {
    const { contracts, chosen, values, declaration } = page;
    const said = wrong && describeFault(name, wrong.fault, declaration, words);
    const choice = { label, other, hint, contracts, chosen, typed: values.contract, wrong: said };
    return contractChoice(choice, wording);
  }
  const described = [hint && `${name}-hint`, wrong && `${wrong.saidBy}-wrong`].filter(Boolean).join(" ");
  const attributes = new Html(
    `${described === "" ? "" : ` aria-describedby="${described}"`}${wrong ? ' aria-invalid="true"' : ""}`,
  );
  return html`<div class="field">
<label for="${name}">${label}${optional === undefined ? null : html`<span class="optional"> (${optional})</span>`}</label>
${hint === undefined ? null : html`<span class="hint" id="${name}-hint">${hint}</span>`}
${control(name, page, attributes)}
${wrong?.saidBy === name ? wrongText(name, wrong.fault, page, words) : null}
${name === "reason" ? proof(page, words) : null}</div>
`;
}

/** @param attributes of the control, as markup */
function control(name: FieldName, { values }: FormPage, attributes: Html): Html {
  const value = values[name];
  const maxLength = String(maxLengths[name]);
  if (name === "reason" || name === "address")
    return html`<textarea id="${name}" name="${name}" rows="${name === "reason" ? "2" : "3"}" maxlength="${maxLength}"${new Html(name === "address" ? ' autocomplete="street-address"' : ' placeholder=" "')}${attributes}>
${value}</textarea>`;
  const kinds: Partial<Record<FieldName, string>> = {
    name: 'type="text" autocomplete="name"',
    email: 'type="email" autocomplete="email" autocapitalize="off" spellcheck="false"',
    end: 'type="date"',
  };
  const kind = new Html(kinds[name] ?? 'type="text" autocomplete="off"');
  return html`<input id="${name}" name="${name}" ${kind} value="${value}" maxlength="${maxLength}"${attributes}>`;
}

function kindField(label: string, chosen: string, { kinds }: LawWords): Html {
  const radio = (value: "ordinary" | "for_cause", id: string) =>
    html`<label class="choice"><input type="radio" name="kind" id="${id}" value="${value}"${new Html((chosen || "ordinary") === value ? " checked" : "")}><span>${kinds?.[value].label}<small><span>${kinds?.[value].hint}</span></small></span></label>`;
  return html`<fieldset><legend>${label}</legend>
${radio("ordinary", "kind")}
${radio("for_cause", "kind-for-cause")}</fieldset>
`;
}

function proof({ proofTo }: FormPage, words: LawWords): Html | null {
  if (!words.proof || proofTo.length === 0) return null;
  return html`<span class="hint">${words.proof} ${proofTo.map((line) => html`<bdi>${line}</bdi> `)}</span>`;
}
