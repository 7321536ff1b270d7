import { createResultTokenVerifier, hosts, TokenError, type TokenErrorCode } from "@retent/retentbase";
import { describeToken } from "@retent/retentbase/internal";
import type { Configuration } from "../environment.ts";
import type { Host } from "../host.ts";
import { type Finding, failed, passed } from "./check.ts";

const name = "result token";
/** No token is longer than the server takes. */
const maxLength = 8192;

const remedies: Partial<Record<TokenErrorCode, string>> = {
  too_long: "paste the token alone, as it stands behind ci_result_token= in the address",
  malformed:
    "paste the token alone; if this is what RetentBase gives, its tokens are not signed JWTs: set RETENTBASE_RESULT=session, or check them in a server of your own by resultToken.verify",
  header_not_allowed:
    "with RETENTBASE_SIGNING_SECRET the algorithm has to be HS256, with RETENTBASE_JWKS_URL RS256, ES256 or EdDSA: use the one that fits the token",
  signature_invalid:
    "copy the workspace's signing secret into RETENTBASE_SIGNING_SECRET again; if it is written in hex or base64, put hex: or base64: in front of it; another secret of the dashboard may be meant",
  expired: "copy a new one: finish a cancellation and take the token out of the address before the page does",
  issuer_mismatch: "the issuer is expected to be the host of RETENTBASE_CANCEL_URL",
  audience_mismatch: "compare RETENTBASE_WORKSPACE_KEY with the workspace's key in the dashboard",
  environment_mismatch: "compare RETENTBASE_ENVIRONMENT with the environment that the link was made in",
  claim_invalid: "a server of your own can name the claims by resultToken.claims",
  not_yet_valid: "synchronize this machine's clock (NTP)",
  keys_unavailable: "check RETENTBASE_JWKS_URL and this machine's network access",
};

/**
 * Explains a result token by the names in it, and never by a value, and says whether the server would take it.
 */
export async function checkToken(
  { options }: Pick<Configuration, "options">,
  { stdin, fetch, now }: Pick<Host, "stdin" | "fetch" | "now">,
): Promise<Finding[]> {
  const { resultToken, environment = "sandbox", cancelUrl = hosts.cancel } = options;
  const token = await readLine(stdin);
  if (token === "")
    return [failed(name, "there is none on the standard input", "echo TOKEN | retent doctor --token")];
  const { isJwt, header, claims } = describeToken(token);
  const form = isJwt
    ? passed(name, `a signed JWT; its header has ${header.join(", ")}; its claims are ${claims.join(", ")}`)
    : failed(name, "it does not have the form of a signed JWT", remedies.malformed ?? "");
  if (!isJwt) return [form];
  if (resultToken === "session")
    return [form, passed(name, "it is not read, since RETENTBASE_RESULT is session")];
  const issuer = resultToken.issuer ?? new URL(cancelUrl).origin;
  const verifier = createResultTokenVerifier({ ...resultToken, issuer, environment, fetch, now });
  try {
    const { outcome } = await verifier.verify(token);
    return [form, passed(name, `the server takes it: ${outcome}`)];
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    return [form, failed(name, error.message, remedies[error.code] ?? "compare it with the configuration")];
  }
}

async function readLine(stdin: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of stdin) {
    text += String(chunk);
    if (text.length > 2 * maxLength) break;
  }
  // An address that was copied whole holds the token in its fragment.
  const [, token] = /ci_result_token=([^&\s]+)/.exec(text) ?? [];
  return token ?? text.trim();
}
