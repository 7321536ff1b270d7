import { getRetent } from "../lib/retent.server.js";

/** The cancel routes. */
export function loader({ request }) {
  return getRetent().fetch(request, undefined);
}

export const action = loader;
