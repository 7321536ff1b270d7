import { toNode } from "@retent/server/node";
import { getRetent } from "../../../lib/retent.js";

// Retent reads bodies itself.
export const config = { api: { bodyParser: false } };

/** The cancel routes. */
export default function handle(request, response) {
  return toNode(getRetent())(request, response);
}
