import process from "node:process";
import { accountPage } from "trial-site";
import { retent, retentRoutes } from "./retent.ts";
import { readSession, startSession } from "./session.ts";

retent.start();
Deno.serve(
  { hostname: "127.0.0.1", port: Number(process.env.PORT) },
  (request, info) => retentRoutes(request, info) ?? handle(request),
);

async function handle(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === "/sign-in" && request.method === "POST") {
    const userId = String((await request.formData()).get("userId"));
    return new Response(null, {
      status: 303,
      headers: { location: "/", "set-cookie": startSession(userId) },
    });
  }
  return new Response(accountPage(readSession(request)), {
    headers: { "content-type": "text/html; charset=utf-8" },
  });
}
