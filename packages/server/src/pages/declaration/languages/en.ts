/** The texts of the pages and mails for a customer who need not be signed in. What stands in braces is put in. */
export const texts = {
  // The form.
  intro: "You don’t need an account for this.",
  name: "Your name",
  contractHint: "What it is called, or its number",
  otherContract: "Another contract",
  email: "Email address for the confirmation",
  check: "Please check the form.",
  nothingSent: "Nothing has been sent yet.",
  missingName: "Enter your name.",
  missingContract: "Enter what the contract is called, or its number.",
  missingEmail: "Enter an email address for the confirmation.",
  tooLong: "This is too long.",
  badEmail: "Enter an email address such as name@example.com.",

  // Withdrawing: what it does, over the fields and under them; the receipt repeats what is refunded.
  undoes: "A withdrawal undoes your contract from the start.",
  afterConfirm: "When you confirm, we show you a receipt right away and send it to you by email.",
  refund: "We refund what the law says you are owed.",

  // After it was sent.
  mailOnItsWay: "We are sending a confirmation to {email}.",
  openLink: "Please open the link in it.",
  counts: "We have already received what you sent, and it counts from now.",
  linkShows: "The link only shows that it comes from you.",

  // The mail.
  weReceived: "We have received this from our website:",
  pleaseConfirm: "Please confirm here that this comes from you:",
  notYou: "If this does not come from you, please tell us. Nothing ends because of this email alone.",

  // The page that the link in the mail leads to.
  confirmTitle: "Does this withdrawal come from you?",
  confirmDoes:
    "We received it at the time below. If it comes from you, it counts from then. Your answer only shows us whether it comes from you.",
  confirmHint: "If this does not come from you, please tell us. Nothing ends just by opening this page.",
  confirmButton: "Yes, it comes from me",
  notMe: "No, this is not from me",
  notMeDoes: "“No” confirms nothing and takes you to our support.",
  confirmed: "You have confirmed that it comes from you.",
  unknownLink: "This link does not work",
  unknownLinkText:
    "It may be old or incomplete. Please open our email again, or fill in the form once more. If we have already shown you a receipt, what you sent still counts.",

  // Once the operator has rejected it, there and in a mail.
  rejected: "We could not match your withdrawal to a contract",
  rejectedText: "We have not ended anything because of it.",
  sendAgainText: "Please contact us, or send it again with other details, such as your contract number.",
  sendAgain: "Send it again",
};

export type DeclarationTexts = typeof texts;
