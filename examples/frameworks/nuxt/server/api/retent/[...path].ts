import { getRetent } from "../../utils/retent";

/** The cancel routes. */
export default defineEventHandler((event) =>
  getRetent().fetch(toWebRequest(event), event, getRequestIP(event)),
);
