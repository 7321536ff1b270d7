import * as z from "zod";
import { type Finding, failed, passed } from "./check.ts";

const timeoutMs = 5000;

const wrongDomain =
  "check the domain for typing errors (a membership tool's is that of your own account, such as yourname.outseta.com), then this machine's network access";

/** A JWK Set (RFC 7517 section 5) with at least one key. */
const jwksSchema = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

/** Fetches a JWKS and checks that it has keys. */
export async function checkJwks(variable: string, url: string, fetchJwks: typeof fetch): Promise<Finding> {
  const response = await fetchJwks(url, { signal: AbortSignal.timeout(timeoutMs), redirect: "manual" }).catch(
    () => undefined,
  );
  if (!response) return failed(variable, "nothing responds at this address", wrongDomain);
  if (!response.ok) {
    await response.body?.cancel();
    return failed(variable, `there are no keys at this address (${response.status})`, wrongDomain);
  }
  const keys = jwksSchema.safeParse(await response.json().catch(() => undefined)).data?.keys;
  return keys
    ? passed(variable, `${keys.length} ${keys.length === 1 ? "key" : "keys"}`)
    : failed(variable, "what is at this address is not a list of keys (JWKS)", wrongDomain);
}
