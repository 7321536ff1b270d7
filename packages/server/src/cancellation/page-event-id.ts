import type { Services } from "../app.ts";

type Ids = Pick<Services, "newId" | "signer">;

/** Keeps out what can't be an event id. */
export const eventIdPattern = /^(?!\.{1,2}$)[\w.:~-]{1,128}$/;

const signed = /^(.+)\.([\w-]{4})([\w-]{22})$/;
const purpose = "plain page";

/**
 * Names the key that an id was signed with: after the API key has been changed, pages with the previous one
 * are still open.
 */
async function toKeyTag(signer: Ids["signer"]): Promise<string> {
  return (await signer.sign("key of plain pages")).slice(0, 4);
}

/**
 * Makes the event id of a plain page that no cancellation is stored for yet. It comes back in the page's
 * form, so it carries a signature: an id that the browser chose could be another customer's, or one that the
 * merchant or RetentBase is going to use.
 */
export async function createPageEventId({ newId, signer }: Ids, userId: string): Promise<string> {
  const id = newId();
  return `${id}.${await toKeyTag(signer)}${await signer.sign(purpose, userId, id)}`;
}

/**
 * Whose page an event id comes from: `own` for this customer's, `foreign` for that of another customer, and
 * `none` for an id that we did not make, or made with another key.
 */
export async function findPageOwner(
  { signer }: Pick<Ids, "signer">,
  eventId: string,
  userId: string,
): Promise<"own" | "foreign" | "none"> {
  const [, id, keyTag, signature] = signed.exec(eventId) ?? [];
  if (id === undefined || signature === undefined || keyTag !== (await toKeyTag(signer))) return "none";
  return (await signer.verify(signature, purpose, userId, id)) ? "own" : "foreign";
}
