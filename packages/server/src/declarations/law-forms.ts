import type { Preset } from "../law-preset.ts";

export type FieldName = "kind" | "reason" | "name" | "contract" | "end" | "email" | "address";

/** What a law has the page ask for: these fields, in this order, and no others. */
export interface LawForm {
  fields: readonly FieldName[];
  /** Whether the customer sees a summary, which can be corrected, before the control that sends it. */
  hasSummary: boolean;
}

export const lawForms: Record<Preset, LawForm> = {
  /** BGB § 312k (2): everything on one page, with the button that sends it (OLG Düsseldorf, 20 UKl 3/23). */
  de: { fields: ["kind", "reason", "name", "contract", "end", "email"], hasSummary: false },
  /** Code de la consommation, article D. 215-2; the summary by article D. 215-3. */
  fr: { fields: ["name", "email", "address", "contract", "end", "reason"], hasSummary: true },
  /** Directive 2011/83/EU, article 11a (2). */
  "eu-withdrawal": { fields: ["name", "contract", "email"], hasSummary: false },
};

/** How long an entry may be, in characters. */
export const maxLengths: Record<FieldName, number> = {
  kind: 20,
  reason: 4000,
  name: 200,
  contract: 300,
  end: 40,
  email: 254,
  address: 500,
};
