import type { App } from "../app.ts";
import { sha256, toBase64Url } from "../digest.ts";
import type { RateLimiter } from "../rate-limits.ts";

/**
 * How long a mail to a declared address waits, in milliseconds; null if there is none, since an address gets no more
 * today. Limits hold back mails alone: a declaration is stored whatever others have sent in the customer's name.
 */
export async function findMailDelay({ services }: App, email: string | null): Promise<number | null> {
  if (email === null) return null;
  const key = await toKey(email);
  const take = (limiter: RateLimiter) =>
    limiter.take(key).catch((error: unknown) => {
      services.onEvent({ type: "limit_not_counted", error });
      return undefined;
    });
  if ((await take(services.limiters.declaredDaily)) !== undefined) return null;
  return (await take(services.limiters.declared)) ?? 0;
}

/** A key of one length, that does not say whose address it is, and is the same for `name+anything@host`. */
async function toKey(email: string): Promise<string> {
  return toBase64Url(await sha256(email.toLowerCase().replace(/\+[^@]*@/, "@")));
}
