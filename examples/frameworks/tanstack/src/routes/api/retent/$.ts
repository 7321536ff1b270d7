import { createFileRoute } from "@tanstack/react-router";
import { getRetent } from "../../../lib/retent.server";

/** The cancel routes, for every method. */
export const Route = createFileRoute("/api/retent/$")({
  server: {
    handlers: { ANY: ({ request }) => getRetent().fetch(request, undefined) },
  },
});
