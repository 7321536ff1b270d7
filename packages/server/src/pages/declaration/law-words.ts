import type { Declaration } from "../../declarations/declaration.ts";
import type { FieldName } from "../../declarations/law-forms.ts";
import type { FieldFault } from "../../declarations/parse-form.ts";
import type { Preset } from "../../law-preset.ts";
import type { Wording } from "../wording.ts";
import type { DeclarationTexts } from "./languages/en.ts";

interface FieldWords {
  label: string;
  /** The word beside the label of a field that may stay empty. */
  optional?: string;
  hint?: string;
  /** The choice that opens the field, where what it asks for can be chosen. */
  other?: string;
  /** What to do about a fault, where that is different for each field. */
  faults?: { [Fault in FieldFault]?: string };
}

/** What a law's page says. */
export interface LawWords {
  fields: { [Name in FieldName]?: FieldWords };
  /** Fields of which one will do stand under one heading. */
  either?: { fields: readonly FieldName[]; legend: string; hint: string; or: string };
  kinds?: { [Kind in "ordinary" | "for_cause"]: { label: string; hint: string } };
  /** What the statement says if no date was given; left out where the law asks for none. */
  earliest?: string;
  /** Where proof of the reason can be sent. */
  proof?: string;
  /** The summary: its title, that nothing is sent yet, and the buttons that lead there and back. */
  summary?: { title: string; nothingYet: string; next: string; edit: string };
  /** What the button under the fields does, and what follows. */
  afterwards: string;
  /** Said to a customer who has given no address for e-mail. */
  byPost?: string;
  /** That the date which was asked for is a wish; left out where the law asks for none. */
  endLater?: string;
  /** The same where no date was asked for. */
  endUnset?: string;
  /** That the confirmed date counts, where it is another one than was asked for. */
  otherEnd?: string;
  /** Asks the reader of the mail whether they declared it. */
  confirmTitle: string;
  /** That the operator found no contract for it. */
  rejected: string;
}

/** What is said of the end as long as billing has not confirmed it; undefined where the law asks for no date. */
export function describeLater(
  { preset, wishedEnd }: Pick<Declaration, "preset" | "wishedEnd">,
  declaration: DeclarationTexts,
  texts: Pick<Wording["texts"], "what">,
): string | undefined {
  const { endLater, endUnset } = getLawWords(preset, declaration, texts);
  return wishedEnd === null ? endUnset : endLater;
}

/** The words that a law prescribes or asks for; withdrawing is the same in every language of the union. */
export function getLawWords(
  preset: Preset,
  declaration: DeclarationTexts,
  { what }: Pick<Wording["texts"], "what">,
): LawWords {
  if (preset === "de") return germanWords;
  if (preset === "fr") return frenchWords;
  const { name, contractHint, otherContract, email, missingName, missingContract, missingEmail } =
    declaration;
  const { confirmTitle, rejected } = declaration;
  return {
    fields: {
      name: { label: name, faults: { missing: missingName } },
      contract: {
        label: what,
        hint: contractHint,
        other: otherContract,
        faults: { missing: missingContract },
      },
      email: { label: email, faults: { missing: missingEmail } },
    },
    afterwards: `${declaration.nothingSent} ${declaration.afterConfirm} ${declaration.refund}`,
    confirmTitle,
    rejected,
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
      hint: "Pflichtangabe bei einer außerordentlichen Kündigung",
      faults: { missing: "Nennen Sie den Grund für die außerordentliche Kündigung." },
    },
    name: { label: "Ihr Name", faults: { missing: "Geben Sie Ihren Namen ein." } },
    contract: {
      label: "Bezeichnung des Vertrags",
      hint: "Zum Beispiel Tarif, Vertrags- oder Kundennummer",
      other: "Ein anderer Vertrag",
      faults: { missing: "Geben Sie an, welchen Vertrag Sie kündigen, zum Beispiel die Vertragsnummer." },
    },
    end: {
      label: "Gewünschtes Ende",
      optional: "optional",
      hint: "Ohne Angabe: zum nächstmöglichen Zeitpunkt",
      faults: {
        badDate: "Geben Sie das Datum so ein: 31.12.2030.",
        pastDate: "Geben Sie ein Datum ein, das nicht in der Vergangenheit liegt.",
        farDate: "Geben Sie ein Datum in den nächsten 20 Jahren ein.",
      },
    },
    email: {
      label: "E-Mail-Adresse für die Kündigungsbestätigung",
      faults: { missing: "Geben Sie eine E-Mail-Adresse für die Kündigungsbestätigung ein." },
    },
  },
  kinds: {
    ordinary: { label: "ordentliche Kündigung", hint: "Mit Kündigungsfrist, ohne Begründung" },
    for_cause: {
      label: "außerordentliche Kündigung",
      hint: "Ohne Kündigungsfrist, aus einem wichtigen Grund",
    },
  },
  earliest: "zum nächstmöglichen Zeitpunkt",
  afterwards:
    "Es wurde noch nichts abgeschickt. Mit „jetzt kündigen“ geht Ihre Kündigung bei uns ein. Die Eingangsbestätigung sehen Sie sofort auf dem Bildschirm, und wir schicken sie Ihnen per E-Mail.",
  endLater:
    "Das gewünschte Ende ist noch nicht bestätigt. Das bestätigte Enddatum schicken wir Ihnen per E-Mail, sobald es feststeht.",
  endUnset: "Das Enddatum steht noch nicht fest. Wir schicken es Ihnen per E-Mail, sobald es feststeht.",
  otherEnd: "Es gilt dieses bestätigte Datum, nicht das gewünschte.",
  confirmTitle: "Kommt diese Kündigung von Ihnen?",
  rejected: "Wir konnten Ihre Kündigung keinem Vertrag zuordnen",
};

/** Code de la consommation, articles D. 215-2 and D. 215-3. */
const frenchWords: LawWords = {
  fields: {
    name: {
      label: "Nom et prénom, ou raison sociale",
      faults: { missing: "Saisissez vos nom et prénom, ou votre raison sociale." },
    },
    email: {
      label: "Adresse électronique",
      faults: { missing: "Saisissez une adresse électronique ou, à défaut, une adresse postale." },
    },
    address: { label: "Adresse postale" },
    contract: {
      label: "Référence du contrat",
      hint: "Son nom, son numéro ou votre numéro de client",
      other: "Un autre contrat",
      faults: { missing: "Saisissez le nom ou le numéro du contrat, ou votre numéro de client." },
    },
    end: {
      label: "Date de résiliation souhaitée",
      optional: "facultatif",
      hint: "Sans date\u00a0: dès que possible",
      faults: {
        badDate: "Saisissez la date sous cette forme\u00a0: 31/12/2030.",
        pastDate: "Saisissez une date qui n’est pas passée.",
        farDate: "Saisissez une date dans les 20 prochaines années.",
      },
    },
    reason: {
      label: "Motif légitime",
      optional: "facultatif",
      hint: "Seulement pour résilier avant la fin de votre engagement",
    },
  },
  either: {
    fields: ["email", "address"],
    legend: "Où envoyer la confirmation",
    hint: "Adresse électronique ou, à défaut, adresse postale",
    or: "ou",
  },
  earliest: "dès que possible",
  proof: "Vous pouvez envoyer vos justificatifs à\u00a0:",
  summary: {
    title: "Vérifiez avant d’envoyer",
    nothingYet: "Rien n’a encore été envoyé.",
    next: "Continuer",
    edit: "Modifier",
  },
  afterwards: "Rien n’a encore été envoyé. Vous pourrez d’abord tout vérifier à la page suivante.",
  byPost: "Nous vous enverrons la confirmation par la poste.",
  endLater:
    "La date souhaitée n’est pas encore confirmée. Nous vous écrirons dès que la date de fin sera fixée.",
  endUnset: "La date de fin n’est pas encore fixée. Nous vous écrirons dès qu’elle le sera.",
  otherEnd: "C’est cette date confirmée qui compte, et non la date souhaitée.",
  confirmTitle: "Cette résiliation vient-elle de vous\u00a0?",
  rejected: "Nous n’avons pas pu rattacher votre résiliation à un contrat",
};
