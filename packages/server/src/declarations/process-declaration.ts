import { createRedact } from "@retent/retentbase/internal";
import type { App } from "../app.ts";
import type { Cancellation, Contact, Decision } from "../cancellation/cancellation.ts";
import type { Lanes } from "../cancellation/lanes/lanes.ts";
import { startCancellation } from "../cancellation/start.ts";
import { type ChosenSubscription, listSubscriptions } from "../cancellation/subscription-choice.ts";
import { takeDecision } from "../cancellation/take-decision.ts";
import { redactError } from "../customer-redact.ts";
import { extraordinaryReason, withdrawalReason } from "../law-preset.ts";
import type { OutboxRow } from "../outbox/row.ts";
import { withTimeLimit } from "../time-limit.ts";
import { type Declaration, isActionable } from "./declaration.ts";
import type { DeclarationStore } from "./declaration-store.ts";
import { findDeclaredCustomer } from "./find-customer.ts";
import { pickSubscription } from "./pick-subscription.ts";

/**
 * Takes a declaration one step further: finds whose contract it is about, and once it is shown to come from the
 * customer, has billing act on it as on every cancellation. What is still missing then comes with a later row.
 */
export async function processDeclaration(
  app: App,
  lanes: Pick<Lanes, "billing" | "wake">,
  store: DeclarationStore,
  row: OutboxRow,
): Promise<void> {
  const declaration = await store.findDeclaration(row.eventId);
  if (declaration?.status !== "open") return app.services.store.finish(row);
  const found = await findOwner(app, store, declaration);
  // If it could not be saved, another step is under way: its row comes after this one.
  if (!found || !isActionable(found)) return app.services.store.finish(row);
  const subscription = await chooseSubscription(app, found);
  if (subscription === undefined) return askOperator(app, store, found, row);
  // Billing took its time to list them: the operator may have rejected it meanwhile.
  const chosen = await store.saveDeclaration({
    declaration: { ...found, subscription: subscription?.id ?? null, updatedAtMs: app.services.now() },
  });
  if (!chosen) throw new Error("the declaration was changed meanwhile");
  await cancel(app, lanes, chosen, subscription);
  const saved = await store.saveDeclaration({
    declaration: { ...chosen, status: "matched", updatedAtMs: app.services.now() },
    finish: row,
  });
  // Its confirmation has come meanwhile, or the lease was lost: the row is done again, and nothing twice.
  if (!saved) throw new Error("the declaration was changed meanwhile");
  app.services.onEvent({ type: "declaration_matched", declarationId: found.id, preset: found.preset });
}

/** The operator says which subscription is meant. */
async function askOperator(
  app: App,
  store: DeclarationStore,
  declaration: Declaration,
  finish: OutboxRow,
): Promise<void> {
  const ambiguous = { ...declaration, isAmbiguous: true, updatedAtMs: app.services.now() };
  if (!(await store.saveDeclaration({ declaration: ambiguous, finish })))
    throw new Error("the declaration was changed meanwhile");
}

/** Asks the host whose contract it is, unless that is known. Undefined if another process saved first. */
async function findOwner(
  app: App,
  store: DeclarationStore,
  declaration: Declaration,
): Promise<Declaration | undefined> {
  if (declaration.userId !== null) return declaration;
  const { findCustomer, now } = app.services;
  const { name, contract, email } = declaration;
  if (!findCustomer) return declaration;
  const redact = createRedact([name, contract, email ?? ""].filter((each) => each !== ""));
  const asked = withTimeLimit(
    findDeclaredCustomer(findCustomer, { name, contract, email }),
    app.config.identifyTimeoutMs,
    "findCustomer",
  );
  const found = await asked.catch((error: unknown) => {
    throw redactError(error, redact);
  });
  if (!found) return declaration;
  return store.saveDeclaration({ declaration: { ...declaration, ...found, updatedAtMs: now() } });
}

/** Which subscription is meant. Null if billing lists none, and undefined if that is for the operator to say. */
async function chooseSubscription(
  app: App,
  { userId, subscription, contract, language }: Declaration,
): Promise<ChosenSubscription | null | undefined> {
  const listed = (await listSubscriptions(app, { userId: userId ?? "" }, async () => language)) ?? [];
  if (subscription === null) return pickSubscription(listed, contract);
  const named = listed.find(({ id }) => id === subscription);
  return { id: subscription, label: named?.label ?? contract };
}

/** The cancellation has the declaration's id: after a crash it is the same one. */
async function cancel(
  app: App,
  lanes: Pick<Lanes, "billing" | "wake">,
  declaration: Declaration,
  subscription: ChosenSubscription | null,
): Promise<void> {
  const { id: eventId, userId, email, language } = declaration;
  if (userId === null) throw new Error("the declaration has no user");
  const contact = email === null ? null : { email, language };
  const started = await startCancellation(app, {
    customer: { userId },
    contact,
    returnTo: null,
    mode: "direct",
    subscription,
    eventId,
  });
  const known = started.isNew ? started.cancellation : await app.services.store.find(eventId);
  if (known?.userId !== userId) throw new Error("the declaration's id is another customer's");
  const cancellation = await keepContact(app, known, contact);
  await takeDecision(app, lanes, cancellation, toDecision(declaration, cancellation.decision));
}

/** The end date is sent to where the declaration was confirmed. */
async function keepContact(
  { services: { store } }: App,
  cancellation: Cancellation,
  contact: Contact | null,
): Promise<Cancellation> {
  if (contact === null || cancellation.contact?.email === contact.email) return cancellation;
  const saved = await store.save({ cancellation: { ...cancellation, contact } });
  if (!saved) throw new Error("the cancellation was changed meanwhile");
  return saved;
}

function toDecision(
  { kind, receivedAtMs, reason, wishedEnd, endsAt }: Declaration,
  known: Decision | null,
): Decision {
  const end = kind === "for_cause" ? (endsAt ?? wishedEnd) : wishedEnd;
  return {
    outcome: "churned",
    source: "declaration",
    tokenId: null,
    // A customer who declares has seen what came before, in this browser.
    decidedAtMs: Math.max(receivedAtMs, known?.decidedAtMs ?? 0),
    reasonKey:
      kind === "withdrawal" ? withdrawalReason : kind === "for_cause" ? extraordinaryReason : "not_asked",
    reasonText: reason,
    offer: null,
    ...(end !== null && { endsAt: end }),
  };
}
