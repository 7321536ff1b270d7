import * as z from "zod";
import { type Finding, failed, passed } from "./check.ts";

const timeoutMs = 5000;

/** A JWK Set (RFC 7517 section 5) with at least one key. */
const jwksSchema = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

/** Fetches a JWKS and checks that it has keys. */
export async function checkJwks(variable: string, url: string, fetchJwks: typeof fetch): Promise<Finding> {
  const response = await fetchJwks(url, { signal: AbortSignal.timeout(timeoutMs), redirect: "manual" }).catch(
    () => undefined,
  );
  if (!response)
    return failed(variable, "the JWKS can't be reached", "check the URL and this machine's network access");
  if (!response.ok) {
    await response.body?.cancel();
    return failed(
      variable,
      `the server responded ${response.status}`,
      "set the URL of the issuer's public keys",
    );
  }
  const keys = jwksSchema.safeParse(await response.json().catch(() => undefined)).data?.keys;
  return keys
    ? passed(variable, `${keys.length} ${keys.length === 1 ? "key" : "keys"}`)
    : failed(variable, "the response is not a JWKS with keys", "set the URL of the issuer's public keys");
}
