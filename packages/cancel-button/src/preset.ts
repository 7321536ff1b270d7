/** Labels that laws prescribe and that stay in the language of their law, by its `lang`. */
export const lawLabels: Record<string, string> = {
  de: "Verträge hier kündigen",
  fr: "Résilier votre contrat",
};
