import type { App } from "../app.ts";
import type { BillingSubscription } from "../billing/billing.ts";
import type { Cancellation } from "./cancellation.ts";

// A page carries the list that it shows, signed: what the customer has seen and chosen must not depend on
// whether billing can be reached a second time, or the session has ended meanwhile.

type Owner = Pick<Cancellation, "eventId" | "userId">;

const purpose = "subscriptions";
/** As long as a browser is known by its cookie: what is the customer's today may be another's later. */
const lifetimeSeconds = 86_400;

/** A list for a field of a page; undefined if it is too long to be posted. */
export async function signList(
  { services: { signer, now }, config: { maxBodyBytes } }: App,
  { eventId, userId }: Owner,
  subscriptions: readonly BillingSubscription[],
): Promise<string | undefined> {
  const text = JSON.stringify(subscriptions);
  if (encodeURIComponent(text).length > maxBodyBytes / 2) return undefined;
  const expiresAt = String(Math.floor(now() / 1000) + lifetimeSeconds);
  return `${expiresAt}.${await signer.sign(purpose, userId, eventId, expiresAt, text)}.${text}`;
}

/** The list that we signed for this cancellation within a day; undefined for anything else. */
export async function readList(
  { services: { signer, now } }: App,
  { eventId, userId }: Owner,
  value: string | undefined,
): Promise<readonly BillingSubscription[] | undefined> {
  const [, expiresAt, signature, text] = /^(\d{10})\.([\w-]{22})\.(.+)$/s.exec(value ?? "") ?? [];
  if (expiresAt === undefined || signature === undefined || text === undefined) return undefined;
  if (Number(expiresAt) * 1000 <= now()) return undefined;
  const isOurs = await signer.verify(signature, purpose, userId, eventId, expiresAt, text);
  return isOurs ? JSON.parse(text) : undefined;
}
