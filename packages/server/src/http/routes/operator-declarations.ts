import { isUserId, subscriptionIdSchema } from "../../customer.ts";
import type { Declaration } from "../../declarations/declaration.ts";
import { findMailDelay } from "../../declarations/mail-delay.ts";
import { type DeclarationUpdate, updateDeclaration } from "../../declarations/update-declaration.ts";
import { RetentError } from "../../errors.ts";
import type { NewOutboxRow } from "../../outbox/row.ts";
import { declarationListPage, declarationStates } from "../../pages/operator/declaration-list.ts";
import { declarationPage } from "../../pages/operator/declaration-page.ts";
import { matchPage } from "../../pages/operator/match-page.ts";
import { type OperatorAction, operatorPath } from "../../pages/operator/operator-layout.ts";
import { requireDeclarations } from "../declaration-store.ts";
import { page, seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";
import { lookUpCustomer } from "./operator-customer.ts";

/** So many are on one page. */
const pageSize = 25;
const maxReasonLength = 500;

/** Declarations in one state, the newest first. */
export async function showDeclarations(
  { app, url: { searchParams } }: RouteContext,
  action: OperatorAction | undefined,
): Promise<Response> {
  const store = requireDeclarations(app);
  const { environment } = app.config;
  const wanted = searchParams.get("status") ?? "";
  const status = Object.hasOwn(declarationStates, wanted) ? (wanted as Declaration["status"]) : "open";
  const before = readPlace(searchParams.get("after"));
  const found = await store.listDeclarations({
    environment,
    status,
    ...(before && { before }),
    limit: pageSize + 1,
  });
  const declarations = found.slice(0, pageSize);
  const last = found.length > pageSize ? declarations.at(-1) : undefined;
  const { open } = await store.countOpenDeclarations(environment);
  const next = last && `${last.receivedAtMs}.${last.id}`;
  const view = { status, declarations, open, next, action };
  return page(declarationListPage(app.config, view, app.services.now()));
}

export async function showDeclaration(
  { app }: RouteContext,
  id: string,
  action: OperatorAction | undefined,
): Promise<Response> {
  const declaration = await requireDeclarations(app).findDeclaration(id);
  if (!declaration) throw new RetentError("not_found", "There is no such declaration, or not any more.");
  const rows = await app.services.store.listByEvent(id);
  return page(declarationPage(app.config, { declaration, rows, action }));
}

/** Shows what is known of the customer whom the operator has named, before anything ends. */
export async function confirmMatch({ app, url }: RouteContext, id: string): Promise<Response> {
  const declaration = await requireDeclarations(app).findDeclaration(id);
  if (declaration?.status !== "open") return seeOther(operatorPath(app.config, { declaration: id }));
  const userId = requireUser(url.searchParams.get("user") ?? "");
  const customer = await lookUpCustomer(app, userId);
  return page(matchPage(app.config, { declaration, customer }, app.services.now()));
}

interface DeclarationFields {
  declaration?: string | undefined;
  user?: string | undefined;
  subscription?: string | undefined;
  date?: string | undefined;
  reason?: string | undefined;
}

/** The operator says whose declaration it is: billing then acts on it. */
export async function matchDeclaration(context: RouteContext, fields: DeclarationFields): Promise<Response> {
  const { user = "", subscription = "", date = "" } = fields;
  const userId = requireUser(user);
  if (!subscriptionIdSchema.safeParse(subscription.trim()).success && subscription.trim() !== "")
    throw new RetentError("invalid_request", "Name the subscription by billing’s id, up to 255 characters.");
  return change(context, fields.declaration, "matched", ({ kind }) => {
    if (kind === "for_cause" && !isDate(date))
      throw new RetentError(
        "invalid_request",
        "Give the date from which the contract is over, as 2026-03-31.",
      );
    return {
      userId,
      subscription: subscription.trim() || null,
      isAmbiguous: false,
      confirmedBy: "operator",
      ...(kind === "for_cause" && { endsAt: date }),
    };
  });
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
  return change(context, fields.declaration, "rejected", toUpdate, toMails);
}

async function change(
  { app, lanes }: RouteContext,
  id: string | undefined,
  done: "matched" | "rejected",
  toUpdate: (current: Declaration) => DeclarationUpdate,
  toMails: (current: Declaration) => Promise<NewOutboxRow[]> = async () => [],
): Promise<Response> {
  const store = requireDeclarations(app);
  const current = await store.findDeclaration(id ?? "");
  if (!current) throw new RetentError("invalid_request", "Name a declaration.");
  if (current.status !== "open")
    throw new RetentError("invalid_request", "This declaration is not open any more.");
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

function requireUser(given: string): string {
  const userId = given.trim();
  if (!isUserId(userId)) throw new RetentError("invalid_request", "Name the customer by your id of them.");
  return userId;
}

function isDate(value: string): boolean {
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value;
}

/** After which declaration the page begins: its moment and its id. */
function readPlace(value: string | null): { receivedAtMs: number; id: string } | undefined {
  const [, receivedAtMs, id] = /^(\d{1,15})\.(.{1,1000})$/su.exec(value ?? "") ?? [];
  return receivedAtMs && id ? { receivedAtMs: Number(receivedAtMs), id } : undefined;
}
