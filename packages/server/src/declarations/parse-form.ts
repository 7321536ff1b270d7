import type { Preset } from "../law-preset.ts";
import type { Declaration, DeclarationKind } from "./declaration.ts";
import { type FieldName, lawForms, maxLengths } from "./law-forms.ts";

/** What was filled in, cleaned, whether it is right or not: a page with errors shows it again. */
export type FormValues = { [Name in FieldName]: string };

export type FieldFault = "missing" | "tooLong" | "badEmail" | "badDate";

export interface ParsedForm {
  values: FormValues;
  /** What is wrong, by field, in the order of the page. */
  faults: readonly (readonly [name: FieldName, fault: FieldFault])[];
  /** Undefined if anything is wrong. */
  entries: FormEntries | undefined;
}

/** What the customer declares. */
export type FormEntries = Pick<
  Declaration,
  "kind" | "reason" | "name" | "contract" | "email" | "postalAddress" | "wishedEnd"
>;

/** The present day may have another date where the customer is. */
const dayMs = 86_400_000;
const maxYears = 20;

/** Lenient: what mail software can't reach comes back as an error, and what it can must not be refused here. */
const emailPattern = /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\.]+(?:\.[^\s@<>()[\],;:"\\.]+)+$/u;

/**
 * Reads what was filled in.
 *
 * @param now milliseconds since the epoch
 */
export function parseForm(
  preset: Preset,
  posted: Partial<Record<FieldName, string | undefined>>,
  now: number,
): ParsedForm {
  const { fields } = lawForms[preset];
  const asked = (name: FieldName) => (fields.includes(name) ? clean(name, posted[name] ?? "") : "");
  const values: FormValues = {
    kind: asked("kind"),
    reason: asked("reason"),
    name: asked("name"),
    contract: asked("contract"),
    end: asked("end"),
    email: asked("email"),
    address: asked("address"),
  };
  const kind = toKind(preset, values);
  const faults = fields.flatMap((name) => {
    const fault = findFault(name, values, kind, now);
    return fault ? [[name, fault] as const] : [];
  });
  const { reason, name, contract, end, email, address } = values;
  const entries: FormEntries = {
    kind,
    // A reason that stands beside an ordinary cancellation is not asked for.
    reason: kind === "for_cause" ? reason : null,
    name,
    contract,
    email: email || null,
    postalAddress: address || null,
    wishedEnd: end || null,
  };
  return { values, faults, entries: faults.length === 0 ? entries : undefined };
}

/** France asks for the reason of ending early, and Germany for the kind. */
function toKind(preset: Preset, { kind, reason }: FormValues): DeclarationKind {
  if (preset === "eu-withdrawal") return "withdrawal";
  const isForCause = preset === "de" ? kind === "for_cause" : reason !== "";
  return isForCause ? "for_cause" : "ordinary";
}

function findFault(
  field: FieldName,
  values: FormValues,
  kind: DeclarationKind,
  now: number,
): FieldFault | undefined {
  const value = values[field];
  if (value.length > maxLengths[field]) return "tooLong";
  if (value === "") return isRequired(field, values, kind) ? "missing" : undefined;
  if (field === "email" && !emailPattern.test(value)) return "badEmail";
  return field === "end" && !isPossibleDate(value, now) ? "badDate" : undefined;
}

function isRequired(field: FieldName, values: FormValues, kind: DeclarationKind): boolean {
  if (field === "reason") return kind === "for_cause";
  if (field === "email") return values.address === "";
  return field === "name" || field === "contract";
}

function isPossibleDate(value: string, now: number): boolean {
  const date = new Date(`${value}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(date.getTime())) return false;
  if (date.toISOString().slice(0, 10) !== value) return false;
  return date.getTime() > now - 2 * dayMs && date.getTime() < now + maxYears * 366 * dayMs;
}

/** Without what no keyboard types, and on one line where the field has one. */
function clean(field: FieldName, value: string): string {
  const isMultiline = field === "reason" || field === "address";
  return (
    value
      .toWellFormed()
      .replace(/\r\n?/g, "\n")
      .replace(/[\p{Zl}\p{Zp}]/gu, "\n")
      // What turns the direction of writing, or is not seen, could hide what a text says.
      .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "")
      .replace(isMultiline ? /[^\P{Cc}\n\t]/gu : /\p{Cc}+/gu, isMultiline ? "" : " ")
      .trim()
  );
}
