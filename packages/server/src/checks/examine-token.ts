import { decodeToken, isTokenError, truncate } from "@retent/retentbase/internal";
import type { App } from "../app.ts";
import { type ComparedClaim, findMismatch } from "../claim-mismatch.ts";
import { RetentError } from "../errors.ts";
import { identityClaimSettings, resultClaimSettings } from "./claim-settings.ts";
import { describeRefusal } from "./describe-refusal.ts";
import { describeTime } from "./describe-time.ts";
import { type Finding, failed, passed, warning } from "./finding.ts";

/** A token, taken apart for the operator. Anyone can write such a token. */
export interface ExaminedToken {
  /** Name and value of each part, in the order of the token; empty if it is no JWT. */
  header: [string, string][];
  claims: ShownClaim[];
  findings: Finding[];
  /** Whether the server would take it; undefined if the server reads no such token. */
  isAccepted: boolean | undefined;
}

/** A claim of a token. */
export interface ShownClaim {
  name: string;
  /** Undefined for one that the token lacks. */
  value: string | undefined;
  /** What it has to be, if one value is configured. */
  expected?: { value: string; isMet: boolean };
}

const maxFacts = 40;
const maxFactLength = 200;
/** Claims that are seconds since the epoch (RFC 7519, section 4.1). */
const dateClaims = new Set(["exp", "iat", "nbf"]);

/**
 * Takes a token apart, and says whether the server would take it as a result and as an identity. An address that
 * was copied whole holds the token in its fragment. Nothing is stored or reported.
 */
export async function examineToken(app: App, pasted: string): Promise<ExaminedToken> {
  const token = /ci_result_token=([^&\s]+)/.exec(pasted)?.[1] ?? pasted.trim();
  const parts = decodeToken(token);
  if (!parts) return examineOther(app, token);
  const nowMs = app.services.now();
  const { findings: uses, named, ...wanted } = await checkUses(app, token, parts.claims);
  const claims = toClaims(parts.claims, wanted, nowMs);
  return {
    header: toFacts(parts.header, nowMs),
    claims,
    findings: [...checkDates(parts.claims, nowMs), ...uses, ...checkClaims(claims, wanted.settings, named)],
    isAccepted: isAccepted(uses),
  };
}

/** What is no JWT may still be a token that the host checks itself. */
async function examineOther(app: App, token: string): Promise<ExaminedToken> {
  const uses = token === "" ? [] : (await checkUses(app, token, {})).findings;
  const good = uses.filter(({ status }) => status === "ok");
  const fault = "it does not have the form of a signed JWT";
  const findings =
    good.length > 0
      ? [warning("form", fault), ...good]
      : [failed("form", fault, "paste the token alone, whole")];
  return { header: [], claims: [], findings, isAccepted: good.length > 0 };
}

function isAccepted(uses: readonly Finding[]): boolean | undefined {
  if (uses.some(({ status }) => status === "ok")) return true;
  return uses.some(({ status }) => status === "failed") ? false : undefined;
}

function toFacts(object: object, nowMs: number): [string, string][] {
  return Object.entries(object)
    .slice(0, maxFacts)
    .map(([name, value]) => [
      truncate(name, maxFactLength),
      truncate(toText(name, value, nowMs), maxFactLength),
    ]);
}

/** The token's claims, and those that it lacks. */
function toClaims(
  claims: Record<string, unknown>,
  { expected, isOneOfMany }: Pick<Uses, "expected" | "isOneOfMany">,
  nowMs: number,
): ShownClaim[] {
  const compared = Object.entries(expected).filter((each): each is [string, string] => each[1] !== undefined);
  const required = new Map<string, string>(compared);
  const isMet = (name: string, wanted: string) =>
    isOneOfMany ? [claims[name]].flat().includes(wanted) : claims[name] === wanted;
  const missing = compared.filter(([name]) => !Object.hasOwn(claims, name));
  return [
    ...toFacts(claims, nowMs).map(([name, value]) => {
      const wanted = required.get(name);
      return {
        ...{ name, value },
        ...(wanted !== undefined && { expected: { value: wanted, isMet: isMet(name, wanted) } }),
      };
    }),
    ...missing.map(([name, value]) => ({ name, value: undefined, expected: { value, isMet: false } })),
  ];
}

function toText(name: string, value: unknown, nowMs: number): string {
  if (dateClaims.has(name) && typeof value === "number") return describeTime(value, nowMs);
  return typeof value === "string" ? value : JSON.stringify(value);
}

function checkDates({ exp, iat }: Record<string, unknown>, nowMs: number): Finding[] {
  const findings: Finding[] = [];
  if (typeof iat === "number") findings.push(passed("issued", describeTime(iat, nowMs)));
  if (typeof exp !== "number") findings.push(failed("expiry", "it has no exp", "have its issuer set one"));
  else if (exp * 1000 < nowMs)
    findings.push(failed("expiry", `it expired ${describeTime(exp, nowMs)}`, "paste a fresh one"));
  else findings.push(passed("expiry", `it expires ${describeTime(exp, nowMs)}`));
  return findings;
}

const claimNames: Record<ComparedClaim, string> = {
  iss: "issuer (iss)",
  aud: "audience (aud)",
  environment: "environment",
};

/** Claims that differ, but for the one that the refusal names: the server stops at the first fault. */
function checkClaims(
  claims: readonly ShownClaim[],
  settings: Uses["settings"],
  named: string | undefined,
): Finding[] {
  return claims.flatMap(({ name, value = "missing", expected }) =>
    !expected || expected.isMet || name === named
      ? []
      : [
          failed(
            claimNames[name as ComparedClaim],
            `it is ${value}, and ${expected.value} is configured`,
            `if the token is right, change ${settings[name as ComparedClaim]}`,
          ),
        ],
  );
}

interface Uses {
  findings: Finding[];
  /** The claim that the refusal names. */
  named?: string | undefined;
  /** What claims have to be, by name; undefined where they are not checked. */
  expected: Partial<Record<ComparedClaim, string | undefined>>;
  /** Where each of them is set. */
  settings: Record<ComparedClaim, string>;
  /** Whether it is enough that a claim has it among other values. */
  isOneOfMany: boolean;
}

/** A token that is good for one use was not meant for the other, nor is one that looks like it. */
async function checkUses(app: App, token: string, claims: Record<string, unknown>): Promise<Uses> {
  const { environment, expectedClaims } = app.config;
  const { identityVerifier, verifier } = app.services;
  const { issuer: iss, audience: aud } = expectedClaims;
  const result = await checkResult(app, token, claims);
  // Its claim may go by another name.
  const ownName = Object.hasOwn(claims, "environment") ? { environment } : {};
  const asResult = {
    findings: [result.finding],
    named: result.named,
    expected: verifier ? { iss, aud, ...ownName } : {},
    settings: resultClaimSettings,
    isOneOfMany: false,
  };
  const identity = await checkIdentity(app, token, claims);
  if (!identity || !identityVerifier || result.finding.status === "ok") return asResult;
  const { finding, named } = identity;
  const asIdentity = {
    ...{ findings: [finding], named, expected: identityVerifier.expected },
    ...{ settings: identityClaimSettings, isOneOfMany: true },
  };
  if (finding.status === "ok") return asIdentity;
  return Object.hasOwn(claims, "outcome") || claims.iss === iss ? asResult : asIdentity;
}

/** Whether the server takes a token for one use, and if not, the claim that this is about. */
interface Use {
  finding: Finding;
  named?: string | undefined;
}

async function checkResult(
  { config, services: { verifier } }: App,
  token: string,
  claims: Record<string, unknown>,
): Promise<Use> {
  const name = "as a result token";
  if (!verifier) {
    const detail = "it is not read: RetentBase’s diagnostics alone say how customers decided";
    return { finding: warning(name, detail) };
  }
  try {
    const { outcome, environment } = await verifier.verify(token);
    return { finding: passed(name, `the server takes it: ${outcome} (${environment})`) };
  } catch (error) {
    if (!isTokenError(error)) throw error;
    const { cause, remedy, named } = describeRefusal(error, claims, config);
    return { finding: failed(name, cause, remedy), named };
  }
}

async function checkIdentity(
  { services: { identityVerifier } }: App,
  token: string,
  claims: Record<string, unknown>,
): Promise<Use | undefined> {
  const name = "as an identity token";
  if (!identityVerifier) return undefined;
  try {
    const { userId } = await identityVerifier.verify(token, { isTrial: true });
    const detail = `the server takes it: the customer is ${truncate(userId, maxFactLength)}`;
    return { finding: passed(name, detail) };
  } catch (error) {
    if (!(error instanceof RetentError)) throw error;
    const code = isTokenError(error.cause) ? error.cause.code : "";
    const differs = findMismatch(code, claims, identityVerifier.expected);
    const remedy = differs
      ? `${differs.name} is ${differs.found ?? "missing"}, and ${differs.expected} is configured: if the token is right, change ${identityClaimSettings[differs.name]}`
      : "compare it with the identity that is configured";
    return { finding: failed(name, error.hint ?? error.message, remedy), named: differs?.name };
  }
}
