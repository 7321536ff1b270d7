import type { Cancellation } from "../../cancellation/cancellation.ts";
import { isUserId, subscriptionIdSchema } from "../../customer.ts";
import type { Declaration } from "../../declarations/declaration.ts";
import { findMailDelay } from "../../declarations/mail-delay.ts";
import { type DeclarationUpdate, updateDeclaration } from "../../declarations/update-declaration.ts";
import { RetentError } from "../../errors.ts";
import type { NewOutboxRow } from "../../outbox/row.ts";
import { matchPage } from "../../pages/operator/match-page.ts";
import { operatorPath } from "../../pages/operator/operator-layout.ts";
import { isOtherCustomer, otherCustomerPage } from "../../pages/operator/other-customer-page.ts";
import { rejectPage } from "../../pages/operator/reject-page.ts";
import { requireDeclarations } from "../declaration-store.ts";
import { page, seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";
import { lookUpCustomer } from "./operator-customer.ts";

const maxReasonLength = 500;

/** Shows what is known of the customer whom the operator has named, before anything ends. */
export async function confirmMatch({ app, url }: RouteContext, id: string): Promise<Response> {
  const declaration = await requireDeclarations(app).findDeclaration(id);
  if (declaration?.status !== "open") return seeOther(operatorPath(app.config, { declaration: id }));
  const userId = requireUser(url.searchParams.get("user") ?? "");
  const customer = await lookUpCustomer(app, userId);
  const given = url.searchParams.get("date") ?? "";
  const date = isDate(given) ? given : undefined;
  const knownEmail = await findKnownEmail(app, customer.cancellations ?? []);
  const startedBy = (await app.services.store.find(id))?.userId;
  return page(
    matchPage(app.config, { declaration, customer, knownEmail, date, startedBy }, app.services.now()),
  );
}

/** The newest address that comes from the host app: a cancellation that was declared has the one declared. */
async function findKnownEmail(
  app: RouteContext["app"],
  cancellations: readonly Cancellation[],
): Promise<string | undefined> {
  const declarations = requireDeclarations(app);
  for (const { eventId, contact, decision } of cancellations) {
    if (!contact || decision?.source === "declaration") continue;
    // A later decision on another page leaves the declared address.
    if (!(await declarations.findDeclaration(eventId))) return contact.email;
  }
  return undefined;
}

/** Asks before a declaration is rejected. */
export async function confirmRejection({ app }: RouteContext, id: string): Promise<Response> {
  const declaration = await requireDeclarations(app).findDeclaration(id);
  if (declaration?.status !== "open") return seeOther(operatorPath(app.config, { declaration: id }));
  return page(rejectPage(app.config, declaration));
}

interface DeclarationFields {
  declaration?: string | undefined;
  user?: string | undefined;
  subscription?: string | undefined;
  date?: string | undefined;
  reason?: string | undefined;
  /** The customer whom it was found to belong to, if the operator has confirmed that it is another's. */
  instead?: string | undefined;
}

/**
 * The operator says whose declaration it is: billing then acts on it. If it was found to be another customer's, the
 * operator is asked once more, and nothing is done yet.
 */
export async function matchDeclaration(context: RouteContext, fields: DeclarationFields): Promise<Response> {
  const { user = "", date = "", instead } = fields;
  const userId = requireUser(user);
  const subscription = fields.subscription?.trim() || null;
  if (subscription !== null && !subscriptionIdSchema.safeParse(subscription).success)
    throw new RetentError("invalid_request", "Name the subscription by billing’s id, up to 255 characters.");
  const current = await requireOpen(context, fields.declaration);
  const isForCause = current.kind === "for_cause";
  if (isForCause && !isDate(date))
    throw new RetentError("invalid_request", "Give the date from which the contract is over, as 2026-03-31.");
  const endsAt = isForCause ? date : null;
  const started = await context.app.services.store.find(current.id);
  if (started && started.userId !== userId)
    throw new RetentError(
      "conflict",
      "This was declared within a cancellation that another customer has started.",
    );
  if (isOtherCustomer(current, userId) && instead !== current.userId) {
    const { subscriptions = [] } = await lookUpCustomer(context.app, userId);
    const label = subscriptions.find(({ id }) => id === subscription)?.label;
    const match = { declaration: current, userId, subscription, label, endsAt };
    return page(otherCustomerPage(context.app.config, match));
  }
  const toUpdate = (latest: Declaration): DeclarationUpdate => {
    // Whom the operator has not read of, they have not decided against.
    if (latest.userId !== current.userId)
      throw new RetentError("conflict", "It was just found whose declaration this is. Open it again.");
    const match = { userId, subscription, isAmbiguous: false, confirmedBy: "operator" } as const;
    return endsAt === null ? match : { ...match, endsAt };
  };
  return change(context, current, "matched", toUpdate);
}

/** The operator says that there is no such contract. The customer gets a mail, which does not say why. */
export async function rejectDeclaration(context: RouteContext, fields: DeclarationFields): Promise<Response> {
  const reason = fields.reason?.replace(/\p{Cc}+/gu, " ").trim() ?? "";
  if (reason === "") throw new RetentError("invalid_request", "Say why it is rejected.");
  const toUpdate = ({ userId, subscription, confirmedBy }: Declaration): DeclarationUpdate => ({
    status: "rejected",
    rejectedBecause: reason.slice(0, maxReasonLength).toWellFormed(),
    // Whose it was taken for has proven wrong, unless the customer was signed in.
    ...(confirmedBy === "session" ? { userId, subscription } : { userId: null, subscription: null }),
  });
  const toMails = async ({ email, isMailed }: Declaration): Promise<NewOutboxRow[]> => {
    const afterMs = isMailed ? await findMailDelay(context.app, email) : null;
    if (afterMs === null) return [];
    const dueAt = context.app.services.now() + afterMs;
    return [{ kind: "mail", revision: 0, body: { template: "rejected" }, dueAt }];
  };
  const current = await requireOpen(context, fields.declaration);
  return change(context, current, "rejected", toUpdate, toMails);
}

async function change(
  { app, lanes }: RouteContext,
  current: Declaration,
  done: "matched" | "rejected",
  toUpdate: (current: Declaration) => DeclarationUpdate,
  toMails: (current: Declaration) => Promise<NewOutboxRow[]> = async () => [],
): Promise<Response> {
  const store = requireDeclarations(app);
  const mails = await toMails(current);
  const update = async (latest: Declaration) => {
    // As late as possible: billing may begin at any time.
    const cancellation = await app.services.store.find(latest.id);
    if (cancellation?.decision?.source === "declaration")
      throw new RetentError("conflict", "Billing is acting on this declaration. Open it again in a moment.");
    return toUpdate(latest);
  };
  const changed = await updateDeclaration(app, store, current.id, update, mails);
  lanes.wake();
  const count = done === "rejected" ? mails.length : 1;
  return seeOther(
    operatorPath(app.config, { declaration: changed?.id ?? current.id, [done]: String(count) }),
  );
}

async function requireOpen({ app }: RouteContext, id: string | undefined): Promise<Declaration> {
  const declaration = await requireDeclarations(app).findDeclaration(id ?? "");
  if (!declaration) throw new RetentError("invalid_request", "Name a declaration.");
  if (declaration.status !== "open")
    throw new RetentError("invalid_request", "This declaration is not open any more.");
  return declaration;
}

function requireUser(given: string): string {
  const userId = given.trim();
  if (!isUserId(userId)) throw new RetentError("invalid_request", "Name the customer by your id of them.");
  return userId;
}

function isDate(value: string): boolean {
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value;
}
