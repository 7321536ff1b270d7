import { Html, html } from "@retent/retentbase/internal";
import type { Contract } from "../../declarations/contract-choice.ts";
import { maxLengths } from "../../declarations/law-forms.ts";
import { termLines } from "../term-lines.ts";
import type { Wording } from "../wording.ts";

interface ContractChoice {
  label: string;
  /** The words of the choice that opens the field for text, and of that field. */
  other: string | undefined;
  hint: string | undefined;
  contracts: readonly Contract[];
  /** The id that was chosen; empty for another contract, and undefined if nothing was. */
  chosen: string | undefined;
  typed: string;
  /** What is wrong. */
  wrong: string | undefined;
}

/** A customer's contracts, one radio button each, and one for a contract that is not among them. */
export function contractChoice(
  { label, other, hint, contracts, chosen, typed, wrong }: ContractChoice,
  wording: Wording,
): Html {
  const isOther = chosen === "" || (chosen === undefined && typed !== "");
  const radio = (id: string, value: string, text: Html, isChecked: boolean) =>
    html`<label class="choice"><input type="radio" name="subscription" id="${id}" value="${value}"${new Html(isChecked ? " checked" : "")}>${text}</label>
`;
  const invalid = new Html(
    wrong === undefined ? "" : ' aria-invalid="true" aria-describedby="contract-wrong"',
  );
  return html`<fieldset role="radiogroup" aria-required="true"${invalid}><legend>${label}</legend>
${wrong === undefined ? null : html`<span class="wrong" id="contract-wrong">${wrong}</span>`}
${contracts.map((contract, index) => radio(index === 0 ? "contract" : `contract-${String(index + 1)}`, contract.id, html`<span><bdi>${contract.label}</bdi>${termLines(contract, wording)}</span>`, contract.id === chosen))}
${radio("contract-other", "", html`${other}`, isOther)}
<div class="field other">
<label for="contract-name">${hint}</label>
<input id="contract-name" name="contract" type="text" autocomplete="off" value="${chosen ? "" : typed}" maxlength="${String(maxLengths.contract)}"></div></fieldset>
`;
}
