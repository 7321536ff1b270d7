import type { BillingLink } from "../billing/billing.ts";
import type { Cancellation, Decision, Settlement } from "../cancellation/cancellation.ts";
import {
  type DatedOutboxRow,
  type ListedRow,
  laneByKind,
  type NewOutboxRow,
  type OutboxCounts,
  type OutboxRow,
} from "../outbox/row.ts";
import type { StoredBillingEvent } from "../store.ts";

// The tables are the same in every SQL store: texts, JSON as text, and whole numbers (which PostgreSQL's
// driver gives as text).

/** The columns of the table of cancellations. */
export const columns = [
  "event_id",
  "ledger_event_id",
  "session_id",
  "user_id",
  "environment",
  "binding_hash",
  "return_to",
  "context",
  "metadata",
  "status",
  "decision",
  "revision",
  "settlement",
  "link_expires_at",
  "created_at",
  "updated_at",
  "version",
  "billing_customer",
  "subscription",
  "subscription_label",
  "contact",
] as const;

/** Condition on a cancellation that has another id at RetentBase. The indexes by that id have only those. */
export const hasOtherIdSql = "ledger_event_id <> event_id";

/** Condition on the cancellations that go by an event id, be it our own or RetentBase's. */
export const isOfEvent = (id: string) =>
  `(event_id = ${id} or (ledger_event_id = ${id} and ${hasOtherIdSql}))`;

/**
 * Condition on a queued row that is worked on now or next. Another process's claim can't be seen before it is
 * committed, so a row that has never been tried counts, whatever the clock of the process that queued it
 * says.
 */
export const isUnderWay = (now: string) => `(attempts = 0 or lease is not null or due_at <= ${now})`;

/** Since when a row waits, however often it was tried: retries move its due time. */
export const waitingSince = `coalesce(
  (select updated_at from retent_cancellations where event_id = retent_outbox.event_id),
  (select received_at from retent_billing_events where id = retent_outbox.event_id),
  (select updated_at from retent_declarations where id = retent_outbox.event_id)
)`;

/**
 * Condition on a cancellation that nothing is left to do for, nor anything to be looked into: also one that
 * billing did not act on, once its operator has closed it. A notification or a mail that is never
 * accepted keeps no customer's data.
 */
export const finishedSql = `(status in ('started', 'settled', 'forwarded') or exists (
  select 1 from retent_outbox
  where retent_outbox.event_id = retent_cancellations.event_id and kind = 'bill' and set_aside_at is not null
    and retent_outbox.revision = retent_cancellations.revision
)) and not exists (
  select 1 from retent_outbox
  where retent_outbox.event_id = retent_cancellations.event_id and state <> 'done' and lane not in ('notifications', 'mail')
)`;

/**
 * Condition on one of billing's events that is worked off and that no stored cancellation may need: an
 * outcome is derived from all events about a cancellation again whenever one more comes. Each way to find
 * them has an index of its own.
 */
export const unneededEventSql = `not exists (
  select 1 from retent_outbox
  where retent_outbox.event_id = retent_billing_events.id and retent_outbox.lane = 'events' and retent_outbox.state <> 'done'
) and not exists (
  select 1 from retent_cancellations
  where decision is not null and retent_cancellations.environment = retent_billing_events.environment
    and retent_cancellations.subscription = retent_billing_events.subscription
) and not exists (
  select 1 from retent_cancellations
  where decision is not null and retent_cancellations.environment = retent_billing_events.environment
    and retent_cancellations.billing_customer = retent_billing_events.customer
) and not exists (
  select 1 from retent_cancellations
  where decision is not null and retent_cancellations.environment = retent_billing_events.environment
    and retent_cancellations.user_id = retent_billing_events.user_id
)`;

/**
 * Condition on a cancellation whose customer leaves and of which billing, which was asked, has not confirmed
 * that. It compares the texts as they are written below: PostgreSQL can't look into a JSON text that holds
 * U+0000, as a customer's own words may.
 */
export const unconfirmedSql = `status in ('pending', 'settled', 'forwarded') and decision like '{"outcome":"churned"%' and (
  settlement is null
  or (settlement not like '{"outcome":"churned","confirmed":true%' and settlement not like '{"outcome":"recovered","confirmed":true%')
)`;

/** How a cancellation ended, by the first seven letters: the outcome comes first in the text. Has an index. */
export const outcomeSql = "substr(settlement, 13, 7)";

/**
 * Condition on an outcome that a later one has replaced: sent now, it would overwrite what has become true
 * since.
 */
export const supersededSql = `kind = 'update' and exists (
  select 1 from retent_outbox as later
  where later.event_id = retent_outbox.event_id and later.kind = 'update' and later.id > retent_outbox.id and later.state <> 'dead'
)`;

/**
 * Rows that were set aside are done: nothing waits for them. They come back where they are asked for by their
 * event.
 */
export const deadSql = (eventIds: string) =>
  `(state = 'dead' or (${eventIds} is not null and set_aside_at is not null))`;

/** What the operator can close: dead rows, and failing calls of billing, which never become dead. */
export const closableSql = `(
  state = 'dead' or (state = 'queued' and kind = 'bill' and attempts > 0 and lease is null)
)`;

type Row = Record<string, unknown>;

export function toRow(cancellation: Cancellation) {
  return {
    event_id: cancellation.eventId,
    ledger_event_id: cancellation.retentBaseEventId,
    session_id: cancellation.sessionId,
    user_id: cancellation.userId,
    environment: cancellation.environment,
    binding_hash: cancellation.bindingHash,
    return_to: cancellation.returnTo,
    context: toJson(cancellation.context),
    metadata: toJson(cancellation.metadata),
    status: cancellation.status,
    decision: toJson(cancellation.decision && toStoredDecision(cancellation.decision)),
    revision: cancellation.revision,
    settlement: toJson(cancellation.settlement && toStoredSettlement(cancellation.settlement)),
    link_expires_at: cancellation.linkExpiresAt,
    created_at: cancellation.createdAt,
    updated_at: cancellation.updatedAt,
    version: cancellation.version,
    billing_customer: cancellation.billingCustomer,
    subscription: cancellation.subscription,
    subscription_label: cancellation.subscriptionLabel,
    contact: toJson(cancellation.contact),
  };
}

export function toCancellation(row: Row): Cancellation {
  return {
    eventId: row.event_id as string,
    retentBaseEventId: row.ledger_event_id as string,
    sessionId: row.session_id as string | null,
    userId: row.user_id as string,
    environment: row.environment as Cancellation["environment"],
    bindingHash: row.binding_hash as string,
    returnTo: row.return_to as string | null,
    context: fromJson(row.context),
    metadata: fromJson(row.metadata),
    status: row.status as Cancellation["status"],
    decision: toDecision(fromJson(row.decision)),
    revision: Number(row.revision),
    settlement: fromJson(row.settlement),
    billingCustomer: row.billing_customer as string | null,
    subscription: row.subscription as string | null,
    subscriptionLabel: row.subscription_label as string | null,
    contact: fromJson(row.contact),
    linkExpiresAt: row.link_expires_at === null ? null : Number(row.link_expires_at),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    version: Number(row.version),
  };
}

/** A decision as it is stored since the first version: dated in seconds. */
type StoredDecision = Omit<Decision, "decidedAtMs"> & { decidedAt: number };

/** The outcome comes first, for conditions in SQL. */
function toStoredDecision({ outcome, decidedAtMs, ...decision }: Decision): StoredDecision {
  return { outcome, ...decision, decidedAt: decidedAtMs / 1000 };
}

/** Outcome and confirmation come first, for conditions in SQL. */
function toStoredSettlement({ outcome, confirmed, ...settlement }: Settlement): Settlement {
  return { outcome, confirmed, ...settlement };
}

function toDecision(stored: StoredDecision | null): Decision | null {
  if (!stored) return null;
  const { decidedAt, ...decision } = stored;
  return { ...decision, decidedAtMs: Math.round(decidedAt * 1000) };
}

export function toOutboxRow(
  row: NewOutboxRow,
  { eventId, updatedAt }: Pick<Cancellation, "eventId" | "updatedAt">,
) {
  return {
    eventId,
    lane: laneByKind[row.kind],
    kind: row.kind,
    revision: row.revision,
    body: toJson(row.body),
    dueAt: row.dueAt ?? updatedAt,
  };
}

/** A row that is queued because another one is dead. */
export function toQueuedRow(row: DatedOutboxRow, { eventId }: OutboxRow) {
  return { ...row, eventId, lane: laneByKind[row.kind], body: toJson(row.body) };
}

export function toClaimedRow(row: Row): OutboxRow {
  return {
    id: Number(row.id),
    eventId: row.event_id as string,
    kind: row.kind as OutboxRow["kind"],
    revision: Number(row.revision),
    body: fromJson(row.body),
    attempts: Number(row.attempts),
    notFoundAttempts: Number(row.unknown_tries),
    lease: row.lease as string,
  };
}

/** The columns of the table of billing's events. */
export const eventColumns = [
  "id",
  "type",
  "environment",
  "customer",
  "subscription",
  "user_id",
  "occurred_at",
  "fact",
  "received_at",
] as const;

export function toEventRow(event: StoredBillingEvent, now: number) {
  return {
    id: event.id,
    type: event.type,
    environment: event.environment,
    customer: event.customer,
    subscription: event.subscription,
    user_id: event.userId,
    occurred_at: event.occurredAt,
    fact: JSON.stringify(event.fact),
    received_at: now,
  };
}

export function toBillingEvent(row: Row): StoredBillingEvent {
  return {
    id: row.id as string,
    type: row.type as string,
    environment: row.environment as StoredBillingEvent["environment"],
    customer: row.customer as string | null,
    subscription: row.subscription as string | null,
    userId: row.user_id as string | null,
    occurredAt: Number(row.occurred_at),
    fact: JSON.parse(row.fact as string),
  };
}

/** What an event teaches about whose customer and subscription is whose, if it names both. */
export function toLink({ environment, customer, subscription, userId, occurredAt }: StoredBillingEvent) {
  if (customer === null || userId === null) return undefined;
  return { environment, customer, subscription: subscription ?? "", userId, occurredAt };
}

export function toBillingLink(row: Row): BillingLink {
  return {
    userId: row.user_id as string,
    customer: row.customer as string,
    subscription: (row.subscription as string) || null,
  };
}

export function toListedRow(row: Row): ListedRow {
  return {
    eventId: row.event_id as string,
    kind: row.kind as OutboxRow["kind"],
    state: row.set_aside_at === null ? (row.state as ListedRow["state"]) : "set_aside",
    setAsideAt: toNumber(row.set_aside_at),
    dueAt: Number(row.due_at),
    attempts: Number(row.attempts),
    lastStatus: row.last_status as number | null,
    lastDetail: row.last_detail as string | null,
  };
}

export function toCounts(row: Row | undefined): OutboxCounts {
  return {
    queued: Number(row?.queued ?? 0),
    dead: Number(row?.dead ?? 0),
    oldestDueAt: toNumber(row?.oldest),
    waitingSince: toNumber(row?.waiting_since),
  };
}

function toNumber(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}

function toJson(value: object | null): string | null {
  return value && JSON.stringify(value);
}

function fromJson<T>(value: unknown): T | null {
  return typeof value === "string" ? (JSON.parse(value) as T) : null;
}
