/** Every text that our pages can show. What stands in braces is put in. */
export const texts = {
  // Ways on.
  back: "Back to my account",
  withoutQuestions: "Cancel without the questions",

  // The plain page.
  title: "Cancel your subscription",
  about: "You are about to cancel your subscription.",
  aboutPlan: "You are about to cancel your subscription “{plan}”.",
  startedOn: "Request started on",
  account: "Account",
  price: "Price",
  nextPayment: "Next payment",
  afterwards:
    "When you confirm, we record your cancellation right away and show you a receipt. Your account shows the end date once it is set.",
  afterwardsEnds:
    "When you confirm, we record your cancellation right away and show you a receipt. Your subscription then ends on {date}. It does not renew after that.",
  afterwardsNow:
    "When you confirm, we record your cancellation right away and show you a receipt. Your subscription then ends immediately.",
  keepUntil: "Until then, you can take your cancellation back.",
  confirm: "Confirm cancellation",
  keep: "Keep my subscription",
  unread:
    "We can’t see right now what you chose. Nothing is cancelled yet. If you wanted to cancel, confirm it here. If you chose to stay, go back to your account.",
  fallback: "The usual questions aren’t available right now, but you can still cancel here.",

  // Which of several subscriptions.
  chooseTitle: "Which subscription do you want to cancel?",
  nothingYet: "Nothing is cancelled yet.",
  chooseNext: "Continue",
  chooseMissing: "Select the subscription you want to cancel.",
  notThisSubscription:
    "This subscription can’t be cancelled here. It may already be set to end, or belong to another account.",

  // The receipt.
  received: "We have received your cancellation",
  receipt: "Cancellation receipt",
  what: "Subscription",
  subscription: "Your subscription",
  company: "Company",
  receivedOn: "Cancellation received",
  endsOn: "Ends on",
  reference: "Reference",
  save: "Save the receipt",
  print: "Print",
  showReceipt: "View the receipt",

  // What has become of it.
  pending: "Your cancellation is now being processed. You don’t have to do anything else.",
  pendingEnd:
    "Your account shows the end date once it is set. If you don’t see it within a few days, contact us.",
  pendingPayment: "A payment due before the end date may still be taken.",
  pendingDue: "The payment due on {date} may still be taken if the end date is later.",
  stayPending: "Nothing is cancelled.",
  keepPending:
    "We are now processing your decision to stay. You don’t have to do anything else. If your account doesn’t show this within a few days, contact us.",
  cancelled: "Your subscription is cancelled",
  continues: "Your subscription continues",
  thanks: "You don’t have to do anything else. Thank you for staying.",
  offer: "Your offer",
  offerApplied: "Your offer has been applied.",
  priceBefore: "Price before",
  priceNow: "Price with the offer",
  priceLater: "Price afterwards",
  recovered: "Your subscription continues.",
  ends: "Your subscription ends on {date}. It does not renew after that.",
  ended: "Your subscription ended on {date}.",
  noMorePayments: "No further payment will be taken.",

  // Taking a cancellation back.
  keepTitle: "Keep your subscription",
  keepAbout:
    "If you have changed your mind, you can take your cancellation back here. Your subscription then continues as before.",
  ifKept: "If you stay",
  keepReceived: "We have received your wish to keep your subscription",
  kept: "Your cancellation has been taken back. Nothing is cancelled. You don’t have to do anything else.",
  keptOn: "Taken back on",
  keepFailed: "Your subscription could not be kept",
  nothingToKeep: "There is no cancellation to take back",
  noCancellation: "There is no cancellation to take back.",
  keepNothing:
    "We have no cancellation from you that can be taken back. Your account shows whether your subscription continues.",

  // The return page, and what its button leads to.
  returnTitle: "Your answer",
  oneMoreStep: "One more step: press the button to see the result.",
  showResult: "Show the result",
  retry: "Try again",
  saving: "Saving your answer…",
  passingOn:
    "One moment. Please keep this page open. You will see the result here. If it takes longer than a minute, check your account.",
  unreachableTitle: "Your answer is not confirmed yet",
  unreachable:
    "The connection failed. We don’t know yet whether anything is cancelled. Check your connection and try again. Trying again never cancels anything twice.",
  refusedTitle: "We could not read your answer",
  refused:
    "Nothing is cancelled yet. If you want to cancel, you can do it here without the questions. If you want to stay, go back to your account.",
  answered: "We have received your decision to stay",
  undecidedTitle: "Do you still want to cancel?",
  undecidedText: "We have not received an answer from you.",
  questions: "Back to the questions",

  // Help.
  support: "Contact support",

  // What went wrong.
  signIn: "Please sign in",
  signInAction: "Sign in",
  signInFirst: "Sign in first, then start again from your account.",
  signInText: "Until then, nothing is cancelled here.",
  startAgain: "I’ve signed in: start again",
  failed: "That did not work",
  incomplete: "The form is incomplete. Open the page again.",
  notYours:
    "You can’t continue here. This may have been started by another customer, in another browser, or more than a day ago. Your browser may also be blocking cookies.",
  notAllowed: "This can’t be done from the page you came from. Start again from your account.",
  nothingHere: "Page not found",
  nothingHereText: "The link may be old or mistyped.",
  tooOften: "Too many requests. Try again in {time}.",
  unavailable: "This isn’t possible right now",
  tryLater: "Try again in a moment.",
  internal: "Something went wrong on our side. Try again in a moment.",

  // Withdrawing from the contract, which is not cancelling.
  withdrawTitle: "Withdraw from your contract",
  withdrawAbout: "You are about to withdraw from your contract.",
  withdrawAboutPlan: "You are about to withdraw from your contract “{plan}”.",
  withdrawAfterwards:
    "A withdrawal undoes your contract from the start. When you confirm, we record your withdrawal right away and show you a receipt. We then refund what the law says you are owed. You don’t have to do anything else.",
  withdrawPeriod: "You can withdraw within the period that the law sets, in the EU usually 14 days.",
  withdrawChoose: "Which contract do you want to withdraw from?",
  withdrawMissing: "Select the contract you want to withdraw from.",
  withdrawConfirm: "Confirm withdrawal",
  withdrawKeep: "Keep my contract",
  withdrawReceived: "We have received your withdrawal",
  withdrawReceivedOn: "Withdrawal received",
  withdrawReceipt: "Withdrawal receipt",
  withdrawPending: "Your withdrawal is now being processed. You don’t have to do anything else.",
  withdrawWhat: "Contract",
  withdrawSubject: "Your contract",
  withdrawRecovered: "Your contract continues.",
  withdrawEnds: "Your contract ends on {date}.",
  withdrawEnded: "Your contract ended on {date}.",
};

export type Texts = typeof texts;
