import type { Preset } from "../law-preset.ts";
import type { Texts } from "./languages/en.ts";
import type { Language } from "./languages.ts";

interface PresetTexts {
  /** The language of the law, where it has one. */
  language?: Language;
  /** What is worded differently. */
  toTexts(texts: Texts): Partial<Texts>;
  /** What is declared beside the contract: label and value. The wished end comes last. */
  facts: readonly (readonly [label: string, value: string])[];
  /** Asks whether the contract should end in another way, which the plain page can't do. */
  otherEnd?: string;
}

export const presetTexts: Record<Preset, PresetTexts> = {
  /** BGB § 312k: the confirm button says nothing but “jetzt kündigen”. */
  de: {
    language: "de",
    toTexts: () => ({
      title: "Vertrag kündigen",
      about: "Sie sind dabei, Ihren Vertrag zu kündigen.",
      aboutPlan: "Sie sind dabei, Ihren Vertrag „{plan}“ zu kündigen.",
      chooseTitle: "Welchen Vertrag möchten Sie kündigen?",
      chooseMissing: "Wählen Sie den Vertrag aus, den Sie kündigen möchten.",
      afterwardsEnds:
        "Wenn Sie bestätigen, erfassen wir Ihre Kündigung sofort und zeigen Ihnen eine Eingangsbestätigung. Ihr Vertrag endet dann am {date}. Danach verlängert er sich nicht.",
      afterwardsNow:
        "Wenn Sie bestätigen, erfassen wir Ihre Kündigung sofort und zeigen Ihnen eine Eingangsbestätigung. Ihr Vertrag endet dann sofort.",
      confirm: "jetzt kündigen",
      keep: "Vertrag behalten",
      keepTitle: "Ihren Vertrag behalten",
      keepAbout:
        "Wenn Sie es sich anders überlegt haben, können Sie Ihre Kündigung hier zurücknehmen. Ihr Vertrag läuft dann weiter wie bisher.",
      keepReceived: "Ihr Wunsch, den Vertrag zu behalten, ist eingegangen",
      keepFailed: "Ihr Vertrag konnte nicht fortgesetzt werden",
      keepNothing:
        "Uns liegt keine Kündigung von Ihnen vor, die sich zurücknehmen lässt. In Ihrem Konto sehen Sie, ob Ihr Vertrag weiterläuft.",
      received: "Ihre Kündigung ist eingegangen",
      what: "Vertrag",
      subscription: "Ihr Vertrag",
      cancelled: "Ihr Vertrag ist gekündigt",
      continues: "Ihr Vertrag läuft weiter",
      recovered: "Ihr Vertrag läuft weiter.",
      ends: "Ihr Vertrag endet am {date}. Danach verlängert er sich nicht.",
      ended: "Ihr Vertrag endete am {date}.",
      endsOn: "Vertrag endet am",
      withoutQuestions: "Vertrag kündigen",
    }),
    facts: [
      ["Art der Kündigung", "ordentliche Kündigung"],
      ["Ende des Vertrags", "zum nächstmöglichen Zeitpunkt"],
    ],
    otherEnd: "Sie möchten zu einem anderen Zeitpunkt oder außerordentlich kündigen?",
  },
  /** Code de la consommation, article D. 215-3. */
  fr: {
    language: "fr",
    toTexts: () => ({
      title: "Résilier votre contrat",
      about: "Vous allez notifier la résiliation de votre contrat.",
      aboutPlan: "Vous allez notifier la résiliation de votre contrat «\u00a0{plan}\u00a0».",
      chooseTitle: "Quel contrat souhaitez-vous résilier\u00a0?",
      chooseMissing: "Sélectionnez le contrat que vous souhaitez résilier.",
      afterwardsEnds:
        "Dès votre confirmation, nous enregistrons votre résiliation et vous affichons un accusé de réception. Votre contrat prend alors fin le {date}. Il ne sera pas renouvelé ensuite.",
      afterwardsNow:
        "Dès votre confirmation, nous enregistrons votre résiliation et vous affichons un accusé de réception. Votre contrat prend alors fin immédiatement.",
      confirm: "Notification de la résiliation",
      keep: "Garder mon contrat",
      keepTitle: "Garder votre contrat",
      keepAbout:
        "Si vous avez changé d’avis, vous pouvez annuler votre résiliation ici. Votre contrat se poursuit alors comme avant.",
      keepReceived: "Nous avons bien reçu votre souhait de garder votre contrat",
      keepFailed: "Votre contrat n’a pas pu être maintenu",
      keepNothing:
        "Nous n’avons de votre part aucune résiliation qui puisse être annulée. Votre compte indique si votre contrat se poursuit.",
      received: "Nous avons bien reçu la notification de la résiliation",
      what: "Contrat",
      subscription: "Votre contrat",
      cancelled: "Votre contrat est résilié",
      continues: "Votre contrat se poursuit",
      recovered: "Votre contrat se poursuit.",
      ends: "Votre contrat prend fin le {date}. Il ne sera pas renouvelé ensuite.",
      ended: "Votre contrat a pris fin le {date}.",
      endsOn: "Le contrat prend fin le",
      withoutQuestions: "Résilier votre contrat",
    }),
    facts: [["Date de résiliation souhaitée", "dès que possible"]],
    otherEnd: "Vous souhaitez une autre date, ou résilier pour un motif légitime\u00a0?",
  },
  /** Directive 2011/83/EU, article 11a, in whatever language the customer reads. */
  "eu-withdrawal": {
    toTexts: (texts) => ({
      title: texts.withdrawTitle,
      about: texts.withdrawAbout,
      aboutPlan: texts.withdrawAboutPlan,
      afterwards: texts.withdrawAfterwards,
      chooseTitle: texts.withdrawChoose,
      chooseMissing: texts.withdrawMissing,
      confirm: texts.withdrawConfirm,
      keep: texts.withdrawKeep,
      received: texts.withdrawReceived,
      receivedOn: texts.withdrawReceivedOn,
      receipt: texts.withdrawReceipt,
      pending: texts.withdrawPending,
      what: texts.withdrawWhat,
      subscription: texts.withdrawSubject,
      cancelled: texts.withdrawReceived,
      continues: texts.withdrawRecovered,
      recovered: texts.withdrawRecovered,
      ends: texts.withdrawEnds,
      ended: texts.withdrawEnded,
      withoutQuestions: texts.withdrawTitle,
    }),
    facts: [],
  },
};
