import { serve } from "@hono/node-server";
import type { Retent } from "@retent/server";
import type { Context } from "hono";
import { getSignedCookie, setSignedCookie } from "hono/cookie";
import type { ShopSettings } from "./settings.ts";

/** Who has come, by the session cookie; undefined without a cookie, and for one that was changed. */
export async function signedInCustomer(
  context: Context,
  { sessionSecret }: Pick<ShopSettings, "sessionSecret">,
): Promise<string | undefined> {
  return (await getSignedCookie(context, sessionSecret, "customer")) || undefined;
}

/** The same, but every new browser is a new customer; a real shop would ask to sign in. */
export async function customerOf(
  context: Context,
  settings: Pick<ShopSettings, "sessionSecret" | "siteUrl">,
): Promise<string> {
  const known = await signedInCustomer(context, settings);
  if (known !== undefined) return known;
  const userId = `user_${crypto.randomUUID()}`;
  await setSignedCookie(context, "customer", userId, settings.sessionSecret, {
    httpOnly: true,
    sameSite: "Lax",
    secure: settings.siteUrl.startsWith("https:"),
  });
  return userId;
}

interface RunningShop {
  fetch(request: Request): Response | Promise<Response>;
  retent: Pick<Retent, "start" | "stop" | "publicUrl">;
}

/** Serves a shop with Node.js on this machine, its outbox beside it, until a signal ends both. */
export function serveShop({ fetch, retent }: RunningShop): void {
  const server = serve({ fetch, hostname: "127.0.0.1", port: Number(process.env.PORT ?? 3000) }, () => {
    retent.start();
    console.log(`Account page on ${new URL(retent.publicUrl).origin}`);
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      server.close();
      await retent.stop();
      process.exit(0);
    });
  }
}
