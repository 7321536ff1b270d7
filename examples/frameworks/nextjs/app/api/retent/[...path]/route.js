import { getRetent } from "../../../../lib/retent.js";

/** The cancel routes. */
function handle(request) {
  return getRetent().fetch(request, undefined);
}

export { handle as GET, handle as HEAD, handle as OPTIONS, handle as POST };
