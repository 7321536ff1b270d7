import { type Html, html } from "@retent/retentbase/internal";
import type { SessionRecord } from "../workspace/records.ts";
import type { HostedPage } from "./hosted-page.ts";
import { type Fact, offerFacts } from "./offer-facts.ts";
import { findReason, type HostedOffer, reasons } from "./reasons.ts";

/** Longest free text, in characters: it has to fit into a URL's fragment. */
export const maxReasonTextCharacters = 1000;

/** Where the steps are, below the link's own path. */
export interface StepPaths {
  reason: string;
  offer: string;
  confirm: string;
}

interface StepView {
  session: SessionRecord;
  paths: StepPaths;
}

/** @param faulty the form was sent without a reason */
export function reasonStep({ session, paths }: StepView, faulty: boolean): HostedPage {
  const error = "Choose the reason that fits best.";
  return {
    title: `${faulty ? "Error: " : ""}Why are you leaving?`,
    session,
    body: html`
      <p class="eyebrow">Before you go</p>
      <h1>Why are you leaving?</h1>
      <p class="lead">One answer, and you are nearly done. Nothing is cancelled yet.</p>
      <form method="post" action="${paths.reason}" novalidate>
        <fieldset role="radiogroup" aria-labelledby="reasons" aria-required="true"${
          faulty && html` aria-invalid="true" aria-describedby="reason-error"`
        }>
          <legend id="reasons">Your main reason</legend>
          ${faulty && html`<p class="error" id="reason-error" role="alert">${error}</p>`}
          ${reasons.map(
            ({ key, label }, index) => html`
            <label class="choice">
              <input type="radio" name="reason" value="${key}" required${
                key === session.reasonKey && html` checked`
              }${faulty && html` aria-describedby="reason-error"`}${faulty && index === 0 && html` autofocus`}>
              <span>${label}</span>
            </label>`,
          )}
        </fieldset>
        <label class="field" for="reason-text">Anything you want to tell us? <span class="quiet">Optional</span></label>
        <textarea id="reason-text" name="reason_text" rows="3" maxlength="${maxReasonTextCharacters}">
${session.reasonText}</textarea>
        <button class="primary" type="submit">Continue</button>
      </form>`,
  };
}

export function offerStep({ session, paths }: StepView, offer: HostedOffer): HostedPage {
  return {
    title: offer.label,
    session,
    body: html`
      <p class="eyebrow">An offer, if you stay</p>
      <h1>${offer.label}</h1>
      <p class="lead">${offer.text} Nothing is cancelled yet.</p>
      ${summary(offerFacts(session, offer))}
      <form method="post" action="${paths.offer}">
        <button class="primary" type="submit" name="choice" value="accept">${offer.accept}</button>
        <button class="secondary" type="submit" name="choice" value="decline">No thanks, continue cancelling</button>
      </form>`,
  };
}

export function confirmStep({ session, paths }: StepView, shopName: string): HostedPage {
  const reason = findReason(session.reasonKey);
  const plan = session.context?.plan;
  return {
    title: "Cancel your subscription?",
    session,
    onlyBody: true,
    body: html`
      <p class="eyebrow">Last step</p>
      <h1>Cancel your subscription?</h1>
      <p class="lead">You are about to cancel your subscription${plan && html` “${plan}”`} with ${shopName}.</p>
      <div class="consequence">
        <p><strong>A payment due before the end date may still be taken.</strong></p>
        <p>You can use your subscription until then. ${shopName} sets the date, and your account shows it once you have confirmed.</p>
      </div>
      ${summary([
        ["Reason", reason?.label],
        ["Your words", session.reasonText],
        ["Offer declined", session.offer?.label],
      ])}
      <form method="post" action="${paths.confirm}">
        <button class="primary danger" type="submit">Cancel my subscription</button>
      </form>
      <a class="secondary" href="${session.returnUrl}">Back to my account without cancelling</a>
      <p class="way-back"><a href="${paths.reason}">Change my reason</a></p>`,
  };
}

/** What is known, with its label. One without a value is left out. */
function summary(facts: readonly Fact[]): Html | null {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== "");
  if (known.length === 0) return null;
  return html`<dl class="summary">
        ${known.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
      </dl>`;
}

/** @param wayOn the return URL with a token in its fragment */
export function finishedPage(session: SessionRecord, wayOn: string): HostedPage {
  return {
    title: "Your answer is recorded",
    session,
    onlyBody: true,
    body: html`
      <p class="eyebrow">Finished</p>
      <h1>Your answer is recorded</h1>
      <p class="lead">You have been through these pages already. Your account shows whether your subscription continues.</p>
      <a class="primary" href="${wayOn}">Back to my account</a>`,
  };
}

export function expiredPage(session: SessionRecord): HostedPage {
  return {
    title: "This link has expired",
    session,
    onlyBody: true,
    body: html`
      <p class="eyebrow">Too late</p>
      <h1>This link has expired</h1>
      <p class="lead">Nothing was changed. Go back to your account and start again to get a new link.</p>
      <a class="primary" href="${session.returnUrl}">Back to my account</a>`,
  };
}

export function unknownLinkPage(): HostedPage {
  return {
    title: "This link is not known",
    session: undefined,
    body: html`
      <p class="eyebrow">Not found</p>
      <h1>This link is not known</h1>
      <p class="lead">Nothing was changed. Go back to the page that you came from and start again.</p>`,
  };
}
