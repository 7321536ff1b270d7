import type { Settings } from "../settings.ts";

type Ids = Pick<Settings, "newId" | "signer">;

/** Keeps out what can't be an event id. */
export const eventIdPattern = /^(?!\.{1,2}$)[\w.:~-]{1,128}$/;

const signed = /^(.+)\.([\w-]{22})$/;
const purpose = "plain page";

/**
 * Makes the event id of a plain page that no flow is stored for yet. It comes back in the page's form, so it carries a signature: an id
 * that the browser chose could be another customer's, or one that the merchant or RetentBase is going to use.
 */
export async function createPageEventId({ newId, signer }: Ids, userId: string): Promise<string> {
  const id = newId();
  return `${id}.${await signer.sign(purpose, userId, id)}`;
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
  const [, id, signature] = signed.exec(eventId) ?? [];
  if (id === undefined || signature === undefined) return "none";
  return (await signer.verify(signature, purpose, userId, id)) ? "own" : "foreign";
}
