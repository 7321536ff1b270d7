/**
 * The words of the plain page that a law prescribes: `de` for cancelling a contract in Germany (BGB § 312k),
 * `fr` in France (Code de la consommation, article D. 215-3), and `eu-withdrawal` for withdrawing from a
 * contract (Directive 2011/83/EU, article 11a), which is not cancelling.
 */
export type Preset = "de" | "fr" | "eu-withdrawal";

/** The reason of a decision to withdraw from the contract, where cancelling has `not_asked`. */
export const withdrawalReason = "withdrawal";

/** The reason of a contract that ends for cause, without notice. */
export const extraordinaryReason = "extraordinary";

/** A preset by its name; undefined for anything else. */
export function parsePreset(value: unknown): Preset | undefined {
  return value === "de" || value === "fr" || value === "eu-withdrawal" ? value : undefined;
}
