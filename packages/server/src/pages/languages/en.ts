/** Every text that our pages can show. What stands in braces is put in. */
export const texts = {
  // Ways on.
  back: "Back to my account",
  withoutQuestions: "Skip the questions and cancel",

  // The plain page.
  title: "Cancel your subscription",
  about: "You are about to cancel your subscription.",
  aboutPlan: "You are about to cancel your subscription “{plan}”.",
  startedFor: "Started on {date} for the account “{account}”.",
  afterwards: "When you confirm, we record it right away and show you a receipt.",
  confirm: "Confirm cancellation",
  keep: "Keep my subscription",
  unread:
    "We can’t look up your answer right now. If you wanted to cancel, confirm it here. If you chose to stay, go back to your account.",
  fallback: "The usual questions aren’t available right now, but you can still cancel here.",

  // Which of several subscriptions.
  chooseTitle: "Which subscription do you want to cancel?",
  chooseNext: "Continue",
  chooseMissing: "Select one first.",
  notThisSubscription:
    "This subscription can’t be cancelled here. It may already be set to end, or belong to another account.",

  // The receipt.
  received: "We have received your cancellation",
  what: "Subscription",
  subscription: "Your subscription",
  receivedOn: "Received on",
  reference: "Reference",
  printOrSave: "Print or save this page for your records.",
  save: "Save the receipt",

  // What has become of it.
  pending: "It is now being processed. You don’t have to do anything else.",
  stayPending: "We have received your decision to stay. You don’t have to do anything else.",
  recovered: "Your subscription continues.",
  ends: "Your subscription ends on {date}.",
  ended: "Your subscription ended on {date}.",

  // Taking a cancellation back.
  keepTitle: "Keep your subscription",
  keepAbout: "If you have changed your mind, you can take your cancellation back here.",
  keepReceived: "We have received your wish to keep your subscription",
  keepFailed: "Your subscription could not be kept",
  keepNothing: "There is no cancellation here that can be taken back.",

  // The return page, and what its button leads to.
  returnTitle: "Your cancellation",
  oneMoreStep: "One more step: press the button, and we look up what you decided.",
  showResult: "Show the result",
  retry: "Try again",
  ifAnswered:
    "If you answered all the questions, press the button to see the result. If you did not, you can start again from your account, or skip the questions and cancel.",
  passingOn: "One moment, saving your answer …",
  unreachable: "We could not reach our server. Nothing is lost: try again.",
  refused: "We couldn’t process your answer. If you wanted to cancel, you can still do it here.",
  answered: "We have received your answer",
  unfinished: "Your cancellation is not finished",
  unfinishedText:
    "The last question was not answered, so nothing has changed. You can start again from your account, or skip the questions and cancel.",

  // What went wrong.
  signIn: "Please sign in",
  signInText: "Sign in first, then start again from your account.",
  failed: "That did not work",
  incomplete: "The form is incomplete. Open the page again.",
  notYours:
    "This was started by another customer, in another browser, or more than a day ago, or your browser keeps no cookies.",
  notAllowed: "This can’t be done from there. Start again from your account.",
  nothingHere: "There is nothing at this address.",
  tooOften: "Too many requests. Try again in {time}.",
  unavailable: "This isn’t possible right now",
  tryLater: "Try again in a moment.",
  internal: "Something went wrong on our side. Try again in a moment.",

  // Withdrawing from the contract, which is not cancelling.
  withdrawTitle: "Withdraw from your contract",
  withdrawAbout: "You are about to withdraw from your contract.",
  withdrawAboutPlan: "You are about to withdraw from your contract “{plan}”.",
  withdrawChoose: "Which contract do you want to withdraw from?",
  withdrawConfirm: "Confirm withdrawal",
  withdrawKeep: "Keep my contract",
  withdrawReceived: "We have received your withdrawal",
  withdrawWhat: "Contract",
  withdrawSubject: "Your contract",
  withdrawRecovered: "Your contract continues.",
  withdrawEnds: "Your contract ends on {date}.",
  withdrawEnded: "Your contract ended on {date}.",
};

export type Texts = typeof texts;
