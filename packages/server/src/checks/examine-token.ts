import { decodeToken, isTokenError, truncate } from "@retent/retentbase/internal";
import type { App } from "../app.ts";
import { RetentError } from "../errors.ts";
import { type Finding, failed, passed, warning } from "./finding.ts";

/** A token, taken apart for the operator. Anyone can write such a token. */
export interface ExaminedToken {
  /** Name and value of each part, in the order of the token; empty if it is no JWT. */
  header: [string, string][];
  claims: [string, string][];
  findings: Finding[];
}

const maxFacts = 40;
const maxFactLength = 200;

/**
 * Takes a token apart, and says whether the server would take it as a result and as an identity. An address that
 * was copied whole holds the token in its fragment. Nothing is stored or reported.
 */
export async function examineToken(app: App, pasted: string): Promise<ExaminedToken> {
  const token = /ci_result_token=([^&\s]+)/.exec(pasted)?.[1] ?? pasted.trim();
  const parts = decodeToken(token);
  if (!parts) return { header: [], claims: [], findings: await examineOther(app, token) };
  const { now } = app.services;
  return {
    header: toFacts(parts.header),
    claims: toFacts(parts.claims),
    findings: [...checkDates(parts.claims, now()), ...(await checkUses(app, token))],
  };
}

/** What is no JWT may still be a token that the host checks itself. */
async function examineOther(app: App, token: string): Promise<Finding[]> {
  const good = token === "" ? [] : (await checkUses(app, token)).filter(({ status }) => status === "ok");
  return good.length > 0
    ? [warning("form", "it does not have the form of a signed JWT"), ...good]
    : [failed("form", "it does not have the form of a signed JWT", "paste the token alone, whole")];
}

function toFacts(object: object): [string, string][] {
  return Object.entries(object)
    .slice(0, maxFacts)
    .map(([name, value]) => [
      truncate(name, maxFactLength),
      truncate(typeof value === "string" ? value : JSON.stringify(value), maxFactLength),
    ]);
}

/** Dates of a JWT are seconds since the epoch (RFC 7519, section 4.1.4). */
function checkDates({ exp, iat }: Record<string, unknown>, nowMs: number): Finding[] {
  const describe = (seconds: number) => `${Math.abs(Math.round(seconds - nowMs / 1000))} s`;
  const findings: Finding[] = [];
  if (typeof iat === "number")
    findings.push(passed("issued", `${describe(iat)} ${iat * 1000 > nowMs ? "from now" : "ago"} (iat)`));
  if (typeof exp !== "number") findings.push(failed("expiry", "it has no exp", "have its issuer set one"));
  else if (exp * 1000 < nowMs)
    findings.push(failed("expiry", `it expired ${describe(exp)} ago (exp)`, "paste a fresh one"));
  else findings.push(passed("expiry", `in ${describe(exp)} (exp)`));
  return findings;
}

/** A token that is good for one use was not meant for the other. */
async function checkUses(app: App, token: string): Promise<Finding[]> {
  const findings = [await checkResult(app, token), ...(await checkIdentity(app, token))];
  const good = findings.filter(({ status }) => status === "ok");
  return good.length > 0 ? good : findings;
}

async function checkResult({ services: { verifier } }: App, token: string): Promise<Finding> {
  const name = "as a result token";
  if (!verifier)
    return warning(name, "it is not read: RetentBase’s diagnostics alone say how customers decided");
  try {
    const { outcome, environment } = await verifier.verify(token);
    return passed(name, `the server takes it: ${outcome} (${environment})`);
  } catch (error) {
    if (!isTokenError(error)) throw error;
    return failed(name, error.message, resultRemedies[error.code] ?? "compare it with the configuration");
  }
}

const resultRemedies: Record<string, string> = {
  header_not_allowed:
    "with a signing secret the algorithm has to be HS256, with a JWKS RS256, ES256 or EdDSA: configure the one that fits",
  signature_invalid:
    "copy the workspace’s signing secret again; if it is written in hex or base64, put hex: or base64: in front of it",
  expired: "finish another cancellation, and copy its token before the page takes it out of the address",
  issuer_mismatch: "compare iss with the host of the hosted pages that is configured",
  audience_mismatch: "compare aud with the workspace key that is configured",
  environment_mismatch: "compare the environment with the one that is configured",
  not_yet_valid: "synchronize this machine’s clock (NTP)",
  keys_unavailable: "check the URL of the keys and this machine’s network access",
};

async function checkIdentity({ services: { identityVerifier } }: App, token: string): Promise<Finding[]> {
  const name = "as an identity token";
  if (!identityVerifier) return [];
  try {
    const { userId } = await identityVerifier.verify(token, { isTrial: true });
    return [passed(name, `the server takes it: the customer is ${truncate(userId, maxFactLength)}`)];
  } catch (error) {
    if (!(error instanceof RetentError)) throw error;
    return [failed(name, error.hint ?? error.message, "compare it with the identity that is configured")];
  }
}
