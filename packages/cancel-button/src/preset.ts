/** Labels that laws prescribe, by the language of the law. They stay in that language on every page. */
export const lawLabels: Record<string, string> = {
  de: "Verträge hier kündigen",
  fr: "Résilier votre contrat",
};
