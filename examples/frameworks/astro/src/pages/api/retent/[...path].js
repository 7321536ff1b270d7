import { getRetent } from "../../../lib/retent.js";

export const prerender = false;

/** The cancel routes, for every method. */
export const ALL = (context) => getRetent().fetch(context.request, context, context.clientAddress);
