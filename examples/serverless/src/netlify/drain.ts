import { getShop } from "../shop.ts";

/** How long this works at most, in milliseconds: Netlify ends scheduled functions after 30 s. */
const maxMs = 25_000;

/** Every minute: retries, and customers who have not come back. */
export default async function drain(): Promise<void> {
  const { retent } = await getShop();
  await retent.drainOnce({ maxMs });
}

export const config = { schedule: "* * * * *" };
