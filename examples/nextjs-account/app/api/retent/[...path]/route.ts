import { after } from "next/server";
import { getShop } from "../../../../lib/shop.ts";

/** The cancel routes: everything below /api/retent. */
async function handle(request: Request): Promise<Response> {
  const { retent } = await getShop();
  // Hosts that freeze between requests keep the process for what is done after the response.
  return retent.fetch(request, undefined, { waitUntil: after });
}

export { handle as GET, handle as HEAD, handle as OPTIONS, handle as POST };
