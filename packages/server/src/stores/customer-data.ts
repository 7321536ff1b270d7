import { type Declaration, hasProvenCustomer } from "../declarations/declaration.ts";
import type { StoredCustomer, StoredOutboxRow } from "../stored-customer.ts";
import { declarationStatements } from "./declarations.ts";
import { toBillingEvent, toBillingLink, toCancellation, toListedRow } from "./rows.ts";

type Rows = Record<string, unknown>[];

/**
 * Which rows are about a customer. An event that names no user counts if billing's ids in it are this customer's,
 * and no other customer's: customers may share an account at billing.
 *
 * @param userId stands for the user's id in a statement
 */
export function customerStatements(userId: string) {
  const known = `
    select environment, billing_customer as customer, subscription from retent_cancellations where user_id = ${userId}
    union select environment, customer, nullif(subscription, '') from retent_billing_links
      where environment in ('prod', 'sandbox') and user_id = ${userId}
    union select environment, customer, subscription from retent_billing_events where user_id = ${userId}`;
  const isNotShared = `
    not exists (
      select 1 from retent_cancellations as other
      where other.user_id <> ${userId} and other.environment = event.environment and (
        other.subscription = event.subscription
        or (other.billing_customer = event.customer and (other.subscription is null or event.subscription is null))
      )
    ) and not exists (
      select 1 from retent_billing_links as other
      where other.user_id <> ${userId} and other.environment = event.environment and other.customer = event.customer
        and (event.subscription is null or other.subscription in ('', event.subscription))
    )`;
  const unnamed = (id: string) => `
    select event.* from known join retent_billing_events as event
      on event.environment = known.environment and event.${id} = known.${id}
    where event.user_id is null and ${isNotShared}`;
  return {
    cancellations: `select * from retent_cancellations where user_id = ${userId} order by created_at, event_id`,
    billingEvents: `with known as (${known}), concerned as (
        select * from retent_billing_events where user_id = ${userId}
        union ${unnamed("customer")}
        union ${unnamed("subscription")}
      )
      select * from concerned order by occurred_at, id`,
    billingLinks: `select * from retent_billing_links where environment in ('prod', 'sandbox') and user_id = ${userId}
      order by environment, customer, subscription`,
    declarations: declarationStatements.ofUser.replace("?", userId),
  };
}

/**
 * Declarations that may belong to no customer, by their ids and by the addresses that they name: candidates, to be
 * looked at by `isUnmatchedBy`. JSON quotes what customers write, so that none of it is taken for the address.
 *
 * @param sql whether the column `id`, or a part of the column `data`, is one of the values looked for
 */
export function unmatchedStatement(sql: { isId: string; isInData: string }): string {
  return `select * from retent_declarations
    where (user_id is null or status <> 'matched') and (${sql.isId} or ${sql.isInData})
    order by received_at, id`;
}

/** What a customer's declarations that were matched to no customer are looked for by. */
export interface UnmatchedKeys {
  /** The key itself: a declaration's id, if not an address or a user id. */
  ids: readonly string[];
  addresses: readonly string[];
  /** The addresses as they stand in the column `data`, in lower case. */
  inData: readonly string[];
}

/**
 * Looks for the key itself, which for a person who is no known customer is the address or the declaration's id, and
 * for the addresses that are proven to be the customer's: anyone can type any address.
 *
 * @param own the customer's declarations, also those that are only taken for theirs
 */
export function toUnmatchedKeys(
  key: string,
  { cancellations, own }: { cancellations: Rows; own: readonly Declaration[] },
): UnmatchedKeys {
  const declared = new Set(own.map(({ id }) => id));
  const known = [
    ...cancellations
      .map(toCancellation)
      // A declaration puts the address that was typed there.
      .filter(({ eventId }) => !declared.has(eventId))
      .map(({ contact }) => contact?.email),
    ...own.filter(({ isKnownEmail }) => isKnownEmail).map(({ email }) => email),
  ];
  const addresses = [...new Set([key, ...known.filter((email) => email != null)].map(toLowerAscii))];
  return { ids: [key], addresses, inData: addresses.map((each) => `"email":${JSON.stringify(each)}`) };
}

export function isUnmatchedBy(declaration: Declaration, { ids, addresses }: UnmatchedKeys): boolean {
  const { id, email } = declaration;
  if (hasProvenCustomer(declaration)) return false;
  return ids.includes(id) || (email !== null && addresses.includes(toLowerAscii(email)));
}

/** As databases do it: other letters that look alike are other addresses. */
function toLowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

export function toStoredCustomer({
  declarations,
  ...rows
}: Record<Exclude<keyof StoredCustomer, "declarations">, Rows> &
  Pick<StoredCustomer, "declarations">): StoredCustomer {
  return {
    cancellations: rows.cancellations.map(toCancellation),
    outbox: rows.outbox.map(toStoredOutboxRow),
    billingEvents: rows.billingEvents.map((row) => ({
      ...toBillingEvent(row),
      receivedAt: Number(row.received_at),
    })),
    billingLinks: rows.billingLinks.map((row) => ({
      ...toBillingLink(row),
      environment: row.environment as "sandbox" | "prod",
      occurredAt: Number(row.occurred_at),
    })),
    declarations,
  };
}

function toStoredOutboxRow(row: Rows[number]): StoredOutboxRow {
  const body = typeof row.body === "string" ? JSON.parse(row.body) : null;
  return { ...toListedRow(row), revision: Number(row.revision), body };
}

/** The ids that rows of the outbox are about. */
export function toOutboxIds(
  rows: Record<"cancellations" | "billingEvents", Rows> & Pick<StoredCustomer, "declarations">,
): string[] {
  return [
    ...rows.cancellations.map(({ event_id }) => String(event_id)),
    ...rows.billingEvents.map(({ id }) => String(id)),
    ...rows.declarations.map(({ id }) => id),
  ];
}

/** Whether nothing has changed between two looks: both were read by the same statements, in the same order. */
export function isSameCustomer(a: StoredCustomer, b: StoredCustomer): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What removes rows, by their ids. */
export function toErasure({ cancellations, billingEvents, declarations }: StoredCustomer) {
  const eventIds = cancellations.map(({ eventId }) => eventId);
  const billingEventIds = billingEvents.map(({ id }) => id);
  const declarationIds = declarations.map(({ id }) => id);
  const outboxIds = [...eventIds, ...billingEventIds, ...declarationIds];
  return { eventIds, billingEventIds, declarationIds, outboxIds };
}
