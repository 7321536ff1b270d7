import type { App } from "../app.ts";
import type { BillingSubscription } from "../billing/billing.ts";
import type { Cancellation } from "./cancellation.ts";

// A page carries the list that it shows, signed: what the customer has seen and chosen must not depend on
// whether billing can be reached a second time, or the session has ended meanwhile.

type Owner = Pick<Cancellation, "eventId" | "userId">;

const purpose = "subscriptions";

/** A list for a field of a page; undefined if it is too long to be posted. */
export async function signList(
  { services: { signer }, config: { maxBodyBytes } }: App,
  { eventId, userId }: Owner,
  subscriptions: readonly BillingSubscription[],
): Promise<string | undefined> {
  const text = JSON.stringify(subscriptions);
  if (encodeURIComponent(text).length > maxBodyBytes / 2) return undefined;
  return `${await signer.sign(purpose, userId, eventId, text)}.${text}`;
}

/** The list that we signed for this cancellation; undefined for anything else. */
export async function readList(
  { services: { signer } }: App,
  { eventId, userId }: Owner,
  value: string | undefined,
): Promise<readonly BillingSubscription[] | undefined> {
  const [, signature, text] = /^([\w-]{22})\.(.+)$/s.exec(value ?? "") ?? [];
  if (signature === undefined || text === undefined) return undefined;
  return (await signer.verify(signature, purpose, userId, eventId, text)) ? JSON.parse(text) : undefined;
}
