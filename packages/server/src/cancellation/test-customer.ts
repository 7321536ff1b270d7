import type { App } from "../app.ts";
import type { Customer } from "../customer.ts";
import type { Cancellation } from "./cancellation.ts";

// The set-up page starts cancellations of customers that do not exist. Billing must never hear of them, and no
// customer may pass for one: the id is signed. It identifies no request; only the browser's cookie does.

/** What the ids of test customers begin with. */
export const testPrefix = "retent-test-";
const purpose = "test customer";

/** A customer who does not exist, for one test cancellation. */
export async function createTestCustomer({ services: { signer, newId } }: App): Promise<Customer> {
  const id = newId();
  return { userId: `${testPrefix}${id}.${await signer.sign(purpose, id)}` };
}

/** Whether an id looks like a test customer's, for lists alone: it may be any customer's. */
export function looksLikeTest({
  userId,
  environment,
}: Pick<Cancellation, "userId" | "environment">): boolean {
  return environment === "sandbox" && userId.startsWith(testPrefix);
}

/** Whether a cancellation is a test that the set-up page started: in the sandbox, for an id that we signed. */
export async function isTest(
  { services: { signer } }: App,
  { userId, environment }: Pick<Cancellation, "userId" | "environment">,
): Promise<boolean> {
  if (!looksLikeTest({ userId, environment })) return false;
  const [, id, signature] = /^(.+)\.([\w-]{22})$/.exec(userId.slice(testPrefix.length)) ?? [];
  return id !== undefined && signature !== undefined && signer.verify(signature, purpose, id);
}
