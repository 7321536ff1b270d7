import type { Cancellation } from "../cancellation.ts";
import type { Settings } from "../settings.ts";

type Issuer = Pick<Settings, "now" | "signer">;
type Flow = Pick<Cancellation, "eventId" | "userId">;

const lifetimeSeconds = 1800;

/**
 * Makes a pass: for half an hour it stands for the customer on one flow's plain page and receipt. Customers who are known by an identity
 * token have no session, and a browser that keeps no cookies has nothing else to show.
 */
export async function createPass({ now, signer }: Issuer, { eventId, userId }: Flow): Promise<string> {
  const expiresAt = String(Math.floor(now() / 1000) + lifetimeSeconds);
  return `${expiresAt}.${await signer.sign("pass", userId, eventId, expiresAt)}`;
}

/** Whether this is a pass for this flow that is still good. */
export async function isPass(
  { now, signer }: Issuer,
  { eventId, userId }: Flow,
  value: string | null | undefined,
): Promise<boolean> {
  const [, expiresAt, signature] = /^(\d{10})\.([\w-]{22})$/.exec(value ?? "") ?? [];
  if (expiresAt === undefined || signature === undefined) return false;
  const isOurs = await signer.verify(signature, "pass", userId, eventId, expiresAt);
  return isOurs && Number(expiresAt) * 1000 > now();
}

/** The address of a flow's plain page, with a pass for it. */
export function withPass(url: string, pass: string): string {
  return `${url}&pass=${pass}`;
}
