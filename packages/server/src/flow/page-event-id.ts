import type { Settings } from "../settings.ts";

type Ids = Pick<Settings, "newId" | "signer">;

/** Keeps out what can't be an event id. */
export const eventIdPattern = /^(?!\.{1,2}$)[\w.:~-]{1,128}$/;

const signed = /^(.+)\.[\w-]{22}$/;

/**
 * Makes the event id of a plain page that no flow is stored for yet. It comes back in the page's form, so it carries a signature: an id
 * that the browser chose could be another customer's, or one that the merchant or RetentBase is going to use.
 */
export async function createPageEventId({ newId, signer }: Ids, userId: string): Promise<string> {
  return sign(signer, newId(), userId);
}

/**
 * Whose page an event id comes from: `own` for this customer's, `foreign` for that of another customer, and `none` for an id that we did
 * not make.
 */
export async function findPageOwner(
  { signer }: Pick<Ids, "signer">,
  eventId: string,
  userId: string,
): Promise<"own" | "foreign" | "none"> {
  const id = signed.exec(eventId)?.[1];
  if (id === undefined) return "none";
  return (await sign(signer, id, userId)) === eventId ? "own" : "foreign";
}

async function sign(signer: Ids["signer"], id: string, userId: string): Promise<string> {
  return `${id}.${await signer.sign("plain page", userId, id)}`;
}
