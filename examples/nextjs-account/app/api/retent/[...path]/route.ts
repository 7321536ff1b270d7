import { getShop } from "../../../../lib/shop.ts";

/** The cancel routes: everything below /api/retent. */
function handle(request: Request): Promise<Response> {
  return getShop().retent.fetch(request, undefined);
}

export { handle as GET, handle as HEAD, handle as OPTIONS, handle as POST };
