/**
 * A label that a law prescribes, used word for word with nothing added: `de` for cancelling a contract in Germany, `fr` in France, and
 * `eu-withdrawal` for withdrawing from a contract, which is not cancelling. No hosted page comes in between.
 */
export type Preset = "de" | "fr" | "eu-withdrawal";

/** Labels that stay in the language of their law, by its `lang`. */
export const lawLabels: Record<string, string> = {
  de: "Verträge hier kündigen",
  fr: "Résilier votre contrat",
};
