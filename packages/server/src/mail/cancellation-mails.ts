import type { App } from "../app.ts";
import { type Cancellation, type Contact, isEnding } from "../cancellation/cancellation.ts";
import { withdrawalReason } from "../law-preset.ts";
import type { OutboxRow } from "../outbox/row.ts";
import { abbreviate } from "../pages/abbreviate.ts";
import type { Fact } from "../pages/fact-list.ts";
import { loadWording } from "../pages/load-wording.ts";
import { companyFact, ownerFacts, receiptFacts, referenceFact } from "../pages/receipt-facts.ts";
import { type Decided, toEnd } from "../pages/return-page.ts";
import { describeStanding, type Wording } from "../pages/wording.ts";
import type { Compose } from "./compose-mail.ts";
import { mailPage } from "./mail-page.ts";

/** A cancellation whose customer gets mails. */
type Mailed = Decided & { contact: Contact };

/** That the decision to leave is on disk. If billing has confirmed the end by now, the next mail says both. */
export const receivedMail: Compose = async (app, row) => {
  const cancellation = await findMailed(app, row);
  if (cancellation?.decision.outcome !== "churned" || isEnding(cancellation.settlement)) return undefined;
  return receipt(app, cancellation);
};

/** That billing has confirmed the end, and when it is. */
export const settledMail: Compose = async (app, row) => {
  const cancellation = await findMailed(app, row);
  return cancellation && isEnding(cancellation.settlement) ? receipt(app, cancellation) : undefined;
};

/** That the subscription continues after all, as billing has confirmed. */
export const keptMail: Compose = async (app, row) => {
  const cancellation = await findMailed(app, row);
  const { settlement, decision } = cancellation ?? {};
  if (!cancellation || !settlement?.confirmed || settlement.outcome !== "recovered") return undefined;
  const wording = await loadMailWording(app, cancellation);
  const { texts } = wording;
  return compose(app, cancellation, wording, {
    text: decision?.source === "keep_page" ? texts.kept : texts.recovered,
    facts: [
      ...ownerFacts(cancellation, abbreviate(cancellation.userId), texts),
      [texts.reference, referenceFact(cancellation)],
    ],
  });
};

/** Undefined if it is gone, or the customer has decided again since: then another row says so. */
async function findMailed({ services: { store } }: App, row: OutboxRow): Promise<Mailed | undefined> {
  const cancellation = await store.find(row.eventId);
  return cancellation?.revision === row.revision && isMailed(cancellation) ? cancellation : undefined;
}

function isMailed(cancellation: Cancellation): cancellation is Mailed {
  return cancellation.decision !== null && Boolean(cancellation.contact);
}

async function receipt(app: App, cancellation: Mailed) {
  const wording = await loadMailWording(app, cancellation);
  const account = abbreviate(cancellation.userId);
  return compose(app, cancellation, wording, {
    text: describeStanding(cancellation, wording, app.services.now()),
    facts: receiptFacts(cancellation, cancellation.decision, wording, { account }),
  });
}

function loadMailWording(app: App, { contact, decision }: Mailed): Promise<Wording> {
  const isWithdrawal = decision.reasonKey === withdrawalReason;
  return loadWording(app, contact.language, isWithdrawal ? "eu-withdrawal" : undefined);
}

function compose(
  { config: { brand } }: App,
  cancellation: Mailed,
  wording: Wording,
  { text, facts }: { text: string; facts: Fact[] },
) {
  const { title } = toEnd(cancellation, wording.texts);
  const page = mailPage(brand, wording, {
    title,
    text,
    facts: [companyFact(brand, wording.texts), ...facts],
  });
  return { to: cancellation.contact.email, ...page };
}
