import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Konts šim nolūkam nav vajadzīgs.",
  name: "Jūsu vārds un uzvārds",
  contractHint: "Līguma nosaukums vai numurs",
  email: "E-pasta adrese apstiprinājumam",
  check: "Lūdzu, pārbaudiet veidlapu. Pagaidām nekas nav nosūtīts.",
  missing: "Aizpildiet šo lauku.",
  tooLong: "Teksts ir pārāk garš.",
  badEmail: "Ievadiet e-pasta adresi, piemēram, vards@example.com.",
  badDate: "Ievadiet datumu, kas nav pagājis, piemēram, 2027-01-31.",

  mailOnItsWay: "Mēs nosūtām apstiprinājumu uz {email}.",
  openLink: "Atveriet tajā esošo saiti, lai mēs zinātu, ka to nosūtījāt jūs.",

  weReceived: "Savā tīmekļa vietnē esam saņēmuši šādu informāciju:",
  endDateLater: "Mēs jums rakstīsim, tiklīdz beigu datums būs zināms.",
  pleaseConfirm: "Lūdzu, šeit apstipriniet, ka to nosūtījāt jūs:",
  notYou: "Ja to nenosūtījāt jūs, lūdzu, paziņojiet mums. Šis e-pasts vien neko neizbeidz.",

  confirmTitle: "Vai to nosūtījāt jūs?",
  confirmButton: "Jā, to nosūtīju es",
  confirmed: "Paldies, esam saņēmuši jūsu apstiprinājumu",
};
