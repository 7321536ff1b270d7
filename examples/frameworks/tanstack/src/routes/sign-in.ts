import { createFileRoute } from "@tanstack/react-router";
import { beginSession } from "../lib/session.server";

export const Route = createFileRoute("/sign-in")({
  server: {
    handlers: {
      POST: async ({ request }) => {
        beginSession(String((await request.formData()).get("userId")));
        return new Response(null, { status: 303, headers: { location: "/" } });
      },
    },
  },
});
