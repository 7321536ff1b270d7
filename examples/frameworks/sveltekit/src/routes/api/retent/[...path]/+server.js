import { getRetent } from "../../../../lib/server/retent.js";

/** The cancel routes, for every method. */
export const fallback = (event) => getRetent().fetch(event.request, event, event.getClientAddress());
