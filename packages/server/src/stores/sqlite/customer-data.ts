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
import type { SqliteDriver } from "./driver.ts";

const statements = customerStatements(":userId");
const listed = "(select value from json_each(?))";
const unmatched = unmatchedStatement({
  email: "json_extract(data, '$.email')",
  isOneOf: (value) => `${value} in (select value from json_each(:keys))`,
});

/** What a SQLite store has about one customer. Asked so rarely that nothing is prepared for it. */
export function createCustomerData(database: SqliteDriver) {
  function read(userId: string): StoredCustomer {
    const find = (text: string) => database.prepare(text).all({ userId });
    const cancellations = find(statements.cancellations);
    const billingEvents = find(statements.billingEvents);
    const matched = find(statements.declarations);
    const keys = JSON.stringify(toUnmatchedKeys(userId, { cancellations, declarations: matched }));
    const declarations = [...matched, ...database.prepare(unmatched).all({ keys })];
    const outbox = database
      .prepare(`select * from retent_outbox where event_id in ${listed} order by id`)
      .all(JSON.stringify(toOutboxIds({ cancellations, billingEvents, declarations })));
    return toStoredCustomer({
      cancellations,
      outbox,
      billingEvents,
      billingLinks: find(statements.billingLinks),
      declarations,
    });
  }

  return {
    read,
    /** To be run within a transaction. */
    erase(userId: string, seen: StoredCustomer): true | undefined {
      if (!isSameCustomer(read(userId), seen)) return undefined;
      const { eventIds, billingEventIds, declarationIds, outboxIds } = toErasure(seen);
      const remove = (from: string, value: string) => database.prepare(`delete from ${from}`).run(value);
      remove(`retent_outbox where event_id in ${listed}`, JSON.stringify(outboxIds));
      remove(`retent_billing_events where id in ${listed}`, JSON.stringify(billingEventIds));
      remove(`retent_cancellations where event_id in ${listed}`, JSON.stringify(eventIds));
      remove(`retent_declarations where id in ${listed}`, JSON.stringify(declarationIds));
      remove("retent_billing_links where user_id = ?", userId);
      return true;
    },
  };
}
