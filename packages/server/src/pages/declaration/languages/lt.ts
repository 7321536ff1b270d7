import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Tam nereikia paskyros.",
  name: "Jūsu vardas ir pavardė",
  contractHint: "Sutarties pavadinimas arba numeris",
  otherContract: "Kita sutartis",
  email: "El. pašto adresas, kuriuo siųsime patvirtinimą",
  check: "Patikrinkite formą.",
  nothingSent: "Kol kas niekas neišsiųsta.",
  missingName: "Įrašykite savo vardą ir pavardę.",
  missingContract: "Įrašykite sutarties pavadinimą arba numerį.",
  missingEmail: "Įrašykite el. pašto adresą, kuriuo siųsime patvirtinimą.",
  tooLong: "Tekstas per ilgas.",
  badEmail: "Įrašykite el. pašto adresą, pavyzdžiui, vardas@example.com.",

  undoes: "Atsisakius sutarties ji laikoma nesudaryta.",
  afterConfirm: "Kai patvirtinsite, iš karto parodysime gavimo patvirtinimą ir atsiųsime jį el. paštu.",
  refund: "Grąžinsime tai, kas jums priklauso pagal įstatymą.",

  mailOnItsWay: "Siunčiame patvirtinimą adresu {email}.",
  openLink: "Atverkite jame esančią nuorodą.",
  counts: "Jūsų pranešimą jau gavome ir laikome jį pateiktu dabar.",
  linkShows: "Nuoroda tik parodo, kad jį atsiuntėte jūs.",

  weReceived: "Per savo svetainę gavome šį pranešimą:",
  pleaseConfirm: "Čia patvirtinkite, kad pranešimą atsiuntėte jūs:",
  notYou: "Jei pranešimą atsiuntėte ne jūs, praneškite mums. Vien dėl šio el. laiško niekas nesibaigia.",

  confirmTitle: "Ar šį sutarties atsisakymą atsiuntėte jūs?",
  confirmDoes:
    "Pranešimą gavome toliau nurodytu laiku. Jei jį atsiuntėte jūs, nuo tada laikome jį pateiktu. Jūsų atsakymas mums tik parodo, ar taip yra.",
  confirmHint: "Jei pranešimą atsiuntėte ne jūs, praneškite mums. Vien atvėrus šį puslapį niekas nesibaigia.",
  confirmButton: "Taip, jį atsiunčiau aš",
  notMe: "Ne, jį atsiunčiau ne aš",
  notMeDoes: "„Ne“ nieko nepatvirtina ir nukreipia jus į mūsų pagalbą.",
  confirmed: "Patvirtinote, kad pranešimą atsiuntėte jūs.",
  unknownLink: "Ši nuoroda neveikia",
  unknownLinkText:
    "Ji gali būti sena arba nepilna. Dar kartą atverkite mūsų el. laišką arba vėl užpildykite formą. Jei jau parodėme jums gavimo patvirtinimą, jūsų pranešimą tebelaikome pateiktu.",

  rejected: "Nepavyko susieti jūsų atsisakymo su sutartimi",
  rejectedText: "Dėl šio pranešimo nieko nenutraukėme.",
  sendAgainText:
    "Susisiekite su mumis arba išsiųskite pranešimą dar kartą su kitais duomenimis, pavyzdžiui, sutarties numeriu.",
  sendAgain: "Išsiųsti dar kartą",
};
