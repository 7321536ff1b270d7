import { hasProvenCustomer } from "../../declarations/declaration.ts";
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
import type { SqliteDriver } from "./driver.ts";

const statements = customerStatements(":userId");
const listed = "(select value from json_each(?))";
const unmatched = unmatchedStatement({
  isId: "id in (select value from json_each(:ids))",
  isInData: "exists (select 1 from json_each(:inData) as part where instr(lower(data), part.value) > 0)",
});

/** What a SQLite store has about one customer. Asked so rarely that nothing is prepared for it. */
export function createCustomerData(database: SqliteDriver) {
  function read(userId: string): StoredCustomer {
    const find = (text: string) => database.prepare(text).all({ userId });
    const cancellations = find(statements.cancellations);
    const billingEvents = find(statements.billingEvents);
    const own = find(statements.declarations).map(toDeclaration);
    const keys = toUnmatchedKeys(userId, { cancellations, own });
    const candidates = database
      .prepare(unmatched)
      .all({ ids: JSON.stringify(keys.ids), inData: JSON.stringify(keys.inData) })
      .map(toDeclaration);
    const declarations = [
      ...own.filter(hasProvenCustomer),
      ...candidates.filter((each) => isUnmatchedBy(each, keys)),
    ];
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
      // What is left names the customer, and nothing shows that it comes from them.
      database.prepare(declarationStatements.forgetUser).run(userId);
      return true;
    },
  };
}
