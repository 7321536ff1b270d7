import type { ClientBase, Pool } from "pg";
import { hasProvenCustomer } from "../../declarations/declaration.ts";
import { sha256, toBase64Url } from "../../digest.ts";
import type { StoredCustomer } from "../../stored-customer.ts";
import {
  customerStatements,
  isSameCustomer,
  isUnmatchedBy,
  toErasure,
  toOutboxIds,
  toStoredCustomer,
  toUnmatchedKeys,
  unmatchedStatement,
} from "../customer-data.ts";
import { declarationStatements, toDeclaration } from "../declarations.ts";
import { type Qualify, qualifyAll } from "./tables.ts";

const statements = {
  ...customerStatements("$1"),
  unmatched: unmatchedStatement({
    isId: "id = any ($1)",
    // The order "C" lowers ASCII alone. As text, since JSON may hold what the type json refuses.
    isInData: `exists (select 1 from unnest($2::text[]) as part where position(part in lower(data collate "C")) > 0)`,
  }),
  // Nothing can be queued for a cancellation without saving it, which waits for this.
  lock: "select 1 from retent_cancellations where user_id = $1 order by event_id for update",
  outbox: "select * from retent_outbox where event_id = any ($1) order by id",
  eraseOutbox: "delete from retent_outbox where event_id = any ($1)",
  eraseBillingEvents: "delete from retent_billing_events where id = any ($1)",
  eraseCancellations: "delete from retent_cancellations where event_id = any ($1)",
  eraseDeclarations: "delete from retent_declarations where id = any ($1)",
  // What is left names the customer, and nothing shows that it comes from them.
  forgetUser: declarationStatements.forgetUser.replace("?", "$1"),
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
    const own = (await find(sql.declarations, known)).map(toDeclaration);
    const keys = toUnmatchedKeys(known, { cancellations, own });
    const candidates = (await database.query(sql.unmatched, [keys.ids, keys.inData])).rows.map(toDeclaration);
    const declarations = [
      ...own.filter(hasProvenCustomer),
      ...candidates.filter((each) => isUnmatchedBy(each, keys)),
    ];
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
      if (isStorable(userId)) {
        await client.query(sql.eraseBillingLinks, [userId]);
        await client.query(sql.forgetUser, [userId]);
      }
      await client.query(sql.eraseLimits, [toBase64Url(await sha256(userId))]);
      return true;
    },
  };
}

/** PostgreSQL's texts can't hold the character NUL: nothing is stored under an id with it. */
function isStorable(userId: string): boolean {
  return !userId.includes("\0");
}
