import { type Html, html } from "@retent/retentbase/internal";

/** Fields of a form that the customer does not see; those without a value are left out. */
export function hiddenFields(fields: Record<string, string | null | undefined>): Html {
  const given = Object.entries(fields).filter(([, value]) => value);
  return html`${given.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value ?? ""}">`)}`;
}
