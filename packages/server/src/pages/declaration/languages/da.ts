import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Du behøver ikke en konto til dette.",
  name: "Dit navn",
  contractHint: "Aftalens navn eller nummer",
  otherContract: "En anden aftale",
  email: "E-mailadresse til bekræftelsen",
  check: "Se formularen igennem.",
  nothingSent: "Der er ikke sendt noget endnu.",
  missingName: "Skriv dit navn.",
  missingContract: "Skriv aftalens navn eller nummer.",
  missingEmail: "Skriv en e-mailadresse til bekræftelsen.",
  tooLong: "Teksten er for lang.",
  badEmail: "Skriv en e-mailadresse, f.eks. navn@example.com.",

  undoes: "En fortrydelse ophæver aftalen fra begyndelsen.",
  afterConfirm: "Når du bekræfter, viser vi dig en kvittering med det samme og sender den til dig på e-mail.",
  refund: "Vi tilbagebetaler det, du har krav på efter loven.",

  mailOnItsWay: "Vi sender en bekræftelse til {email}.",
  openLink: "Åbn linket i den.",
  counts: "Vi har allerede modtaget det, du har sendt, og det tæller fra nu af.",
  linkShows: "Linket viser kun, at det kommer fra dig.",

  weReceived: "Vi har modtaget dette via vores hjemmeside:",
  pleaseConfirm: "Bekræft her, at dette kommer fra dig:",
  notYou:
    "Hvis dette ikke kommer fra dig, så giv os besked. Denne e-mail gør ikke i sig selv, at noget slutter.",

  confirmTitle: "Kommer denne fortrydelse fra dig?",
  confirmDoes:
    "Vi modtog den på det tidspunkt, der står nedenfor. Hvis den kommer fra dig, tæller den fra da af. Dit svar viser os kun, om den kommer fra dig.",
  confirmHint:
    "Hvis dette ikke kommer fra dig, så giv os besked. Intet slutter, bare fordi denne side åbnes.",
  confirmButton: "Ja, det kommer fra mig",
  notMe: "Nej, det kommer ikke fra mig",
  notMeDoes: "»Nej« bekræfter ikke noget og fører dig til vores support.",
  confirmed: "Du har bekræftet, at den kommer fra dig.",
  unknownLink: "Dette link virker ikke",
  unknownLinkText:
    "Det kan være gammelt eller ufuldstændigt. Åbn vores e-mail igen, eller udfyld formularen en gang til. Hvis vi allerede har vist dig en kvittering, tæller det, du har sendt, stadig.",

  rejected: "Vi kunne ikke knytte din fortrydelse til en aftale",
  rejectedText: "Vi har ikke afsluttet noget på grund af dette.",
  sendAgainText: "Kontakt os, eller send det igen med andre oplysninger, f.eks. aftalens nummer.",
  sendAgain: "Send det igen",
};
