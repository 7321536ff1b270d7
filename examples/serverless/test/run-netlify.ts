// Stands in for Netlify: hands requests to the functions as its docs describe (https://docs.netlify.com/functions/api).
import { serve } from "@hono/node-server";
import { waitUntil } from "@retent/test-support/track-wait-until";
import drain from "../src/netlify/drain.ts";
import handle from "../src/netlify/shop.ts";

/** Stands in for the timer. */
async function turn(): Promise<Response> {
  await drain();
  return new Response();
}

const fetch = (request: Request) =>
  new URL(request.url).pathname === "/timer" ? turn() : handle(request, { ip: "192.0.2.7", waitUntil });

serve({ fetch, hostname: "127.0.0.1", port: Number(process.env.PORT) }, () => console.log("Ready"));
