import type { Statement } from "../../declarations/declaration.ts";
import type { FieldName } from "../../declarations/law-forms.ts";
import { lawForms } from "../../declarations/law-forms.ts";
import type { FormEntries } from "../../declarations/parse-form.ts";
import type { Preset } from "../../law-preset.ts";
import { formatDate, type Wording } from "../wording.ts";
import type { DeclarationTexts } from "./languages/en.ts";
import { getLawWords } from "./law-words.ts";

/** What the customer declares, in the words of the page. */
export function toStatement(
  preset: Preset,
  entries: FormEntries,
  { language, texts }: Wording,
  declaration: DeclarationTexts,
): Statement {
  const words = getLawWords(preset, declaration, texts);
  const { kind, reason, name, contract, wishedEnd, email, postalAddress } = entries;
  const values: { [Name in FieldName]: string | null | undefined } = {
    kind: kind === "withdrawal" ? null : words.kinds?.[kind].label,
    reason,
    name,
    contract,
    end: wishedEnd === null ? words.earliest : formatDate(wishedEnd, language),
    email,
    address: postalAddress,
  };
  const lines = lawForms[preset].fields.flatMap((field) => {
    const value = values[field];
    return value ? [[words.fields[field]?.label ?? field, value] as const] : [];
  });
  return { title: texts.title, lines, confirm: texts.confirm };
}
