import { dayMs } from "../day-ms.ts";
import type { Preset } from "../law-preset.ts";
import type { Declaration, DeclarationKind } from "./declaration.ts";
import { type FieldName, lawForms, maxLengths } from "./law-forms.ts";

/** What was filled in, cleaned, whether it is right or not: a page with errors shows it again. */
export type FormValues = { [Name in FieldName]: string };

export type FieldFault = "missing" | "tooLong" | "badEmail" | "badDate" | "pastDate" | "farDate";

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
    end: toIsoDate(preset, asked("end")),
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
    // One beside an ordinary cancellation is kept too: no law asks for it, but the customer has said it.
    reason: reason || null,
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
  return field === "end" ? findDateFault(value, now) : undefined;
}

function isRequired(field: FieldName, values: FormValues, kind: DeclarationKind): boolean {
  if (field === "reason") return kind === "for_cause";
  if (field === "email") return values.address === "";
  return field === "name" || field === "contract";
}

/** How a date is typed where a law applies: elsewhere the month may come first. */
const typedDates: Record<Preset, RegExp | undefined> = {
  de: /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/,
  fr: /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/,
  "eu-withdrawal": undefined,
};

/** A browser without a field for dates sends what was typed, which is shown again if it is no date. */
function toIsoDate(preset: Preset, value: string): string {
  const [, day = "", month = "", year] = typedDates[preset]?.exec(value) ?? [];
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return year !== undefined && isDate(iso) ? iso : value;
}

function isDate(iso: string): boolean {
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === iso;
}

function findDateFault(value: string, now: number): FieldFault | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(value) || !isDate(value)) return "badDate";
  const date = new Date(`${value}T00:00:00Z`);
  // The present day may have another date where the customer is.
  if (date.getTime() <= now - 2 * dayMs) return "pastDate";
  return date.getTime() < now + maxYears * 366 * dayMs ? undefined : "farDate";
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
