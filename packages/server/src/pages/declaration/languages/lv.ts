import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Konts šim nolūkam nav vajadzīgs.",
  name: "Jūsu vārds un uzvārds",
  contractHint: "Līguma nosaukums vai numurs",
  otherContract: "Cits līgums",
  email: "E-pasta adrese apstiprinājumam",
  check: "Lūdzu, pārbaudiet veidlapu.",
  nothingSent: "Pagaidām nekas nav nosūtīts.",
  missingName: "Ievadiet savu vārdu un uzvārdu.",
  missingContract: "Ievadiet līguma nosaukumu vai numuru.",
  missingEmail: "Ievadiet e-pasta adresi apstiprinājumam.",
  tooLong: "Teksts ir pārāk garš.",
  badEmail: "Ievadiet e-pasta adresi, piemēram, vards@example.com.",

  undoes: "Ar atteikumu līgums tiek atcelts no paša sākuma.",
  afterConfirm:
    "Kad apstiprināsiet, uzreiz parādīsim saņemšanas apstiprinājumu un nosūtīsim to jums pa e-pastu.",
  refund: "Atmaksāsim to, kas jums pienākas saskaņā ar likumu.",

  mailOnItsWay: "Mēs sūtām apstiprinājumu uz {email}.",
  openLink: "Atveriet tajā esošo saiti.",
  counts: "Jūsu nosūtīto jau esam saņēmuši, un tas skaitās no šī brīža.",
  linkShows: "Saite tikai parāda, ka to nosūtījāt jūs.",

  weReceived: "Savā tīmekļa vietnē esam saņēmuši šādu informāciju:",
  pleaseConfirm: "Lūdzu, šeit apstipriniet, ka to nosūtījāt jūs:",
  notYou: "Ja to nenosūtījāt jūs, lūdzu, paziņojiet mums. Šis e-pasts vien neko neizbeidz.",

  confirmTitle: "Vai šo atteikumu nosūtījāt jūs?",
  confirmDoes:
    "Mēs to saņēmām tālāk norādītajā laikā. Ja to nosūtījāt jūs, tas skaitās no tā brīža. Jūsu atbilde mums tikai parāda, vai tā ir.",
  confirmHint: "Ja to nenosūtījāt jūs, lūdzu, paziņojiet mums. Šīs lapas atvēršana vien neko neizbeidz.",
  confirmButton: "Jā, to nosūtīju es",
  notMe: "Nē, to nenosūtīju es",
  notMeDoes: "Atbilde „Nē” neko neapstiprina un ved uz mūsu atbalsta dienestu.",
  confirmed: "Jūs apstiprinājāt, ka to nosūtījāt jūs.",
  unknownLink: "Šī saite nedarbojas",
  unknownLinkText:
    "Tā var būt veca vai nepilnīga. Lūdzu, vēlreiz atveriet mūsu e-pastu vai aizpildiet veidlapu no jauna. Ja jau esam jums parādījuši saņemšanas apstiprinājumu, nosūtītais joprojām skaitās.",

  rejected: "Mums neizdevās jūsu atteikumu saistīt ar līgumu",
  rejectedText: "Tā dēļ mēs neko neesam izbeiguši.",
  sendAgainText:
    "Lūdzu, sazinieties ar mums vai nosūtiet to vēlreiz ar citiem datiem, piemēram, līguma numuru.",
  sendAgain: "Nosūtīt vēlreiz",
};
