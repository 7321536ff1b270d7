import type { ClientBase, Pool } from "pg";
import { sha256, toBase64Url } from "../../digest.ts";
import type { StoredCustomer } from "../../stored-customer.ts";
import {
  customerStatements,
  isSameCustomer,
  toErasure,
  toOutboxIds,
  toStoredCustomer,
  toUnmatchedKeys,
  unmatchedStatement,
} from "../customer-data.ts";
import { type Qualify, qualifyAll } from "./tables.ts";

const statements = {
  ...customerStatements("$1"),
  unmatched: unmatchedStatement({
    // The order "C" lowers ASCII alone.
    email: `(data::json ->> 'email') collate "C"`,
    isOneOf: (value) => `${value} = any ($1)`,
  }),
  // Nothing can be queued for a cancellation without saving it, which waits for this.
  lock: "select 1 from retent_cancellations where user_id = $1 order by event_id for update",
  outbox: "select * from retent_outbox where event_id = any ($1) order by id",
  eraseOutbox: "delete from retent_outbox where event_id = any ($1)",
  eraseBillingEvents: "delete from retent_billing_events where id = any ($1)",
  eraseCancellations: "delete from retent_cancellations where event_id = any ($1)",
  eraseDeclarations: "delete from retent_declarations where id = any ($1)",
  eraseBillingLinks: "delete from retent_billing_links where user_id = $1",
  // Under the names of all limiters.
  eraseLimits: "delete from retent_rate_limits where right(key, 44) = ':' || $1::text",
};

/** What a PostgreSQL store has about one customer. */
export function createCustomerData(qualify: Qualify) {
  const sql = qualifyAll(statements, qualify);

  async function read(userId: string, database: Pool | ClientBase): Promise<StoredCustomer> {
    const find = async (text: string, value: unknown) => (await database.query(text, [value])).rows;
    const known = isStorable(userId) ? userId : "";
    const cancellations = await find(sql.cancellations, known);
    const billingEvents = await find(sql.billingEvents, known);
    const matched = await find(sql.declarations, known);
    const keys = toUnmatchedKeys(known, { cancellations, declarations: matched });
    const declarations = [...matched, ...(await find(sql.unmatched, keys))];
    return toStoredCustomer({
      cancellations,
      outbox: await find(sql.outbox, toOutboxIds({ cancellations, billingEvents, declarations })),
      billingEvents,
      billingLinks: await find(sql.billingLinks, known),
      declarations,
    });
  }

  return {
    read,
    /** To be run within a transaction. */
    async erase(userId: string, seen: StoredCustomer, client: ClientBase): Promise<true | undefined> {
      if (isStorable(userId)) await client.query(sql.lock, [userId]);
      if (!isSameCustomer(await read(userId, client), seen)) return undefined;
      const { eventIds, billingEventIds, declarationIds, outboxIds } = toErasure(seen);
      await client.query(sql.eraseOutbox, [outboxIds]);
      await client.query(sql.eraseBillingEvents, [billingEventIds]);
      await client.query(sql.eraseCancellations, [eventIds]);
      await client.query(sql.eraseDeclarations, [declarationIds]);
      if (isStorable(userId)) await client.query(sql.eraseBillingLinks, [userId]);
      await client.query(sql.eraseLimits, [toBase64Url(await sha256(userId))]);
      return true;
    },
  };
}

/** PostgreSQL's texts can't hold the character NUL: nothing is stored under an id with it. */
function isStorable(userId: string): boolean {
  return !userId.includes("\0");
}
