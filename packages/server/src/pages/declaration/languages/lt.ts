import type { DeclarationTexts } from "./en.ts";

export const texts: DeclarationTexts = {
  intro: "Tam nereikia paskyros.",
  name: "Jūsu vardas ir pavardė",
  contractHint: "Sutarties pavadinimas arba numeris",
  email: "El. pašto adresas, kuriuo siųsime patvirtinimą",
  check: "Patikrinkite formą. Kol kas niekas neišsiųsta.",
  missing: "Užpildykite šį lauką.",
  tooLong: "Tekstas per ilgas.",
  badEmail: "Įrašykite el. pašto adresą, pavyzdžiui, vardas@example.com.",
  badDate: "Įrašykite dar nepraėjusią datą, pavyzdžiui, 2027-01-31.",

  mailOnItsWay: "Siunčiame patvirtinimą adresu {email}.",
  openLink: "Atverkite jame esančią nuorodą, kad žinotume, jog pranešimą atsiuntėte jūs.",

  weReceived: "Per savo svetainę gavome šį pranešimą:",
  endDateLater: "Parašysime jums, kai tik bus nustatyta pabaigos data.",
  pleaseConfirm: "Čia patvirtinkite, kad pranešimą atsiuntėte jūs:",
  notYou: "Jei pranešimą atsiuntėte ne jūs, praneškite mums. Vien dėl šio el. laiško niekas nesibaigia.",

  confirmTitle: "Ar šį pranešimą atsiuntėte jūs?",
  confirmButton: "Taip, jį atsiunčiau aš",
  confirmed: "Ačiū, gavome jūsų patvirtinimą",
};
