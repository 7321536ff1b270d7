import type { Services } from "../app.ts";
import type { Cancellation } from "./cancellation.ts";

type Issuer = Pick<Services, "now" | "signer">;
type PassedCancellation = Pick<Cancellation, "eventId" | "userId">;

const lifetimeSeconds = 1800;

/**
 * What a pass was made from: the customer's verified identity, or a verified result token, which says less.
 */
type PassBasis = "identity" | "result";

const purposes = { identity: "pass", result: "result pass" } as const;

/**
 * Makes a pass: for half an hour it stands for the customer on one cancellation's plain page and receipt.
 * Customers who are known by an identity token have no session, and a browser that keeps no cookies has
 * nothing else to show.
 */
export async function createPass(
  { now, signer }: Issuer,
  { eventId, userId }: PassedCancellation,
  basis: PassBasis,
): Promise<string> {
  const expiresAt = String(Math.floor(now() / 1000) + lifetimeSeconds);
  return `${expiresAt}.${await signer.sign(purposes[basis], userId, eventId, expiresAt)}`;
}

/** What a pass for this cancellation was made from; undefined if it is not one, or no longer good. */
export async function readPass(
  { now, signer }: Issuer,
  { eventId, userId }: PassedCancellation,
  value: string | null | undefined,
): Promise<PassBasis | undefined> {
  const [, expiresAt, signature] = /^(\d{10})\.([\w-]{22})$/.exec(value ?? "") ?? [];
  if (expiresAt === undefined || signature === undefined || Number(expiresAt) * 1000 <= now())
    return undefined;
  for (const basis of ["identity", "result"] as const)
    if (await signer.verify(signature, purposes[basis], userId, eventId, expiresAt)) return basis;
  return undefined;
}

/** The address of a cancellation's plain page, with a pass for it. */
export function withPass(url: string, pass: string): string {
  return `${url}&pass=${pass}`;
}
