import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Du behøver ikke en konto til dette.",
  name: "Dit navn",
  contractHint: "Aftalens navn eller nummer",
  email: "E-mailadresse til bekræftelsen",
  check: "Se formularen igennem. Der er ikke sendt noget endnu.",
  missing: "Udfyld feltet.",
  tooLong: "Teksten er for lang.",
  badEmail: "Skriv en e-mailadresse, f.eks. navn@example.com.",
  badDate: "Skriv en dato, der ikke er passeret, f.eks. 2027-01-31.",

  mailOnItsWay: "Vi sender en bekræftelse til {email}.",
  openLink: "Åbn linket i den, så vi ved, at dette kommer fra dig.",

  weReceived: "Vi har modtaget dette via vores hjemmeside:",
  endDateLater: "Vi skriver til dig, så snart slutdatoen er fastsat.",
  pleaseConfirm: "Bekræft her, at dette kommer fra dig:",
  notYou:
    "Hvis dette ikke kommer fra dig, så giv os besked. Denne e-mail gør ikke i sig selv, at noget slutter.",

  confirmTitle: "Kommer dette fra dig?",
  confirmButton: "Ja, det kommer fra mig",
  confirmed: "Tak, vi har modtaget din bekræftelse",
};
