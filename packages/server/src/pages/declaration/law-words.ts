import type { FieldName } from "../../declarations/law-forms.ts";
import type { Preset } from "../../law-preset.ts";
import type { Wording } from "../wording.ts";
import type { DeclarationTexts } from "./languages/en.ts";

interface FieldWords {
  label: string;
  hint?: string;
}

/** What a law's page says. */
export interface LawWords {
  fields: { [Name in FieldName]?: FieldWords };
  kinds?: { ordinary: string; for_cause: string };
  /** What the statement says if no date was given; left out where the law asks for none. */
  earliest?: string;
  /** Where proof of the reason can be sent. */
  proof?: string;
  /** The summary: its title, and the buttons that lead there and back. */
  summary?: { title: string; next: string; edit: string };
  /** Said to a customer who has given no address for e-mail. */
  byPost?: string;
}

/** The words that a law prescribes or asks for; withdrawing is the same in every language of the union. */
export function getLawWords(
  preset: Preset,
  declaration: DeclarationTexts,
  { what }: Wording["texts"],
): LawWords {
  if (preset === "de") return germanWords;
  if (preset === "fr") return frenchWords;
  const { name, contractHint, email } = declaration;
  return {
    fields: { name: { label: name }, contract: { label: what, hint: contractHint }, email: { label: email } },
  };
}

/** Says which button sent a declaration, where the law wants to see that on what the customer keeps. */
export const buttonLabels: { [Law in Preset]?: string } = {
  /** BGB § 312k (3). */
  de: "Abgegeben mit der Schaltfläche",
};

/** BGB § 312k (2) sentence 3. */
const germanWords: LawWords = {
  fields: {
    kind: { label: "Art der Kündigung" },
    reason: {
      label: "Kündigungsgrund",
      hint: "Nur bei einer außerordentlichen Kündigung",
    },
    name: { label: "Ihr Name" },
    contract: { label: "Bezeichnung des Vertrags", hint: "Zum Beispiel Tarif, Vertrags- oder Kundennummer" },
    end: { label: "Ende des Vertrags", hint: "Ohne Angabe: zum nächstmöglichen Zeitpunkt" },
    email: { label: "E-Mail-Adresse für die Kündigungsbestätigung" },
  },
  kinds: { ordinary: "ordentliche Kündigung", for_cause: "außerordentliche Kündigung" },
  earliest: "zum nächstmöglichen Zeitpunkt",
};

/** Code de la consommation, articles D. 215-2 and D. 215-3. */
const frenchWords: LawWords = {
  fields: {
    name: { label: "Nom et prénom, ou raison sociale" },
    email: { label: "Adresse électronique", hint: "Nous y envoyons la confirmation" },
    address: { label: "Adresse postale", hint: "Si vous n’avez pas d’adresse électronique" },
    contract: { label: "Référence du contrat", hint: "Son nom, son numéro ou votre numéro de client" },
    end: { label: "Date de résiliation souhaitée", hint: "Sans date : dès que possible" },
    reason: {
      label: "Motif légitime",
      hint: "Seulement pour résilier avant la fin de votre engagement",
    },
  },
  earliest: "dès que possible",
  proof: "Vous pouvez envoyer vos justificatifs à :",
  summary: { title: "Vérifiez avant d’envoyer", next: "Continuer", edit: "Modifier" },
  byPost: "Nous vous enverrons la confirmation par la poste.",
};
