/** The texts of the pages and mails for a customer who need not be signed in. What stands in braces is put in. */
export const texts = {
  // The form.
  intro: "You don’t need an account for this.",
  name: "Your name",
  contractHint: "What it is called, or its number",
  email: "Email address for the confirmation",
  check: "Please check the form. Nothing has been sent yet.",
  missing: "Fill this in.",
  tooLong: "This is too long.",
  badEmail: "Enter an email address such as name@example.com.",
  badDate: "Enter a date such as 2027-01-31 that is not in the past.",

  // After it was sent.
  mailOnItsWay: "We are sending a confirmation to {email}.",
  openLink: "Open the link in it to show us that this comes from you.",

  // The mail.
  weReceived: "We have received this from our website:",
  endDateLater: "We will write to you as soon as the end date is set.",
  pleaseConfirm: "Please confirm here that this comes from you:",
  notYou: "If this does not come from you, please tell us. Nothing ends because of this email alone.",

  // The page that the link in the mail leads to.
  confirmTitle: "Does this come from you?",
  confirmButton: "Yes, it comes from me",
  confirmed: "Thank you, we have your confirmation",
};

export type DeclarationTexts = typeof texts;
