import { createRedact } from "@retent/retentbase/internal";
import { describeIdentityRefusal } from "./identity-refusals.ts";
import { maskEmails } from "./mask-emails.ts";
import type { RetentOptions } from "./options/options.ts";
import type { OnEvent, RetentEvent, UpstreamFailure } from "./retent-event.ts";
import { StoreError } from "./store.ts";

type Secrets = Pick<RetentOptions, "apiKey" | "resultToken" | "identity" | "healthToken">;

/** A line for the console. */
interface Line {
  level: "warn" | "error";
  text: string;
  /** What was thrown: it is described at the end of the line. */
  error?: unknown;
}

/**
 * What `createRetent` does without `onEvent`: writes each event that needs attention to the console as one
 * line. In the sandbox an error's message ends the line and its stack follows; in production its name and
 * code end it, because the host app's functions may quote cookies, tokens and user ids in their messages.
 * Secrets of the options are replaced.
 *
 * @param target default: the console
 */
export function createConsoleLog(
  options: Secrets & Pick<RetentOptions, "environment">,
  target: Pick<Console, "warn" | "error"> = console,
): OnEvent {
  const redact = createRedact(getSecrets(options));
  const isProd = options.environment === "prod";
  return (event) => {
    const line = toLine(event);
    if (!line) return;
    const { level, text, error } = line;
    const describe = isProd && !(error instanceof StoreError) ? getNameAndCode : getMessage;
    const message = toOneLine("error" in line ? `${text}: ${describe(error)}` : text);
    const frames = !isProd && error instanceof Error ? getFrames(error) : "";
    target[level](maskEmails(redact(`retent: ${message}${frames}`)));
  };
}

function toLine(event: RetentEvent): Line | undefined {
  switch (event.type) {
    case "settings_warning":
      return { level: "warn", text: event.message };
    case "link_failed":
      return { level: "warn", text: describeLinkFailure(event) };
    case "return_to_ignored":
      return {
        level: "warn",
        text: `returnTo was ignored: add its origin to siteOrigins (${event.origin ?? "not a URL"})`,
      };
    case "origin_refused":
      return {
        level: "warn",
        text: `a post from ${event.origin ?? "a page that hides its origin"} was refused: ${event.message}`,
      };
    case "result_refused":
      return {
        level: "warn",
        text: `a result token was refused: ${describeRefusal(event.reason)}${describeTokenNames(event)}`,
      };
    case "identity_refused":
      return {
        level: "warn",
        text: `an identity token was refused: ${describeIdentityRefusal(event.reason)}`,
      };
    case "identify_failed":
      return { level: "error", text: "identify failed, so the customer could not go on", error: event.error };
    case "limit_not_counted":
      return {
        level: "error",
        text: "a limit could not be counted, so the request passed",
        error: event.error,
      };
    case "session_unavailable":
      return { level: "warn", text: `RetentBase's session diagnostics failed (${describeUpstream(event)})` };
    case "billing_failed":
      return {
        level: "error",
        text: `onResult failed and will be called again (event ${event.eventId}, attempt ${event.attempts})`,
        error: event.error,
      };
    case "billing_event_ignored":
      return { level: "warn", text: `a billing event was ignored: ${event.reason}` };
    case "billing_event_refused":
      return { level: "warn", text: `a billing event was refused: ${event.reason}` };
    case "context_unavailable":
      return {
        level: "warn",
        text: "billing.context failed; the link was made without it",
        error: event.error,
      };
    case "subscriptions_unavailable":
      return {
        level: "warn",
        text: "billing.subscriptions failed; the customer went on without choosing one",
        error: event.error,
      };
    case "subscription_mismatch":
      return {
        level: "warn",
        text: `onResult named another subscription than the chosen one, which stands (event ${event.eventId})`,
      };
    case "delivery_failed":
      return {
        level: "warn",
        text: `RetentBase did not take an outcome (${describeUpstream(event)}); next attempt in ${toSeconds(event.retryInMs)}`,
      };
    case "delivery_dead":
      return {
        level: "error",
        text: `RetentBase will not take an outcome (${describeUpstream(event)}): event ${event.eventId} waits for you on the operator's page`,
      };
    case "outbox_paused":
      return {
        level: "error",
        text: `RetentBase refuses this workspace or its key (${describeUpstream(event)}): outcomes wait, next attempt in ${toSeconds(event.retryInMs)}`,
      };
    case "notification_failed":
      return {
        level: "warn",
        text: `a notification was not taken (${describeUpstream(event)}); next attempt in ${toSeconds(event.retryInMs)}`,
      };
    case "notification_dead":
      return { level: "error", text: `a notification failed permanently (${describeUpstream(event)})` };
    case "mail_failed":
      return {
        level: "warn",
        text: `the mail host did not take a mail (${describeUpstream(event)}); next attempt in ${toSeconds(event.retryInMs)}`,
      };
    case "mail_dead":
      return {
        level: "error",
        text: `the mail host will not take a mail (${describeUpstream(event)}): event ${event.eventId} waits for you on the operator's page`,
      };
    case "customer_erased":
      return {
        level: "warn",
        text: `a customer's data was erased, on request (cancellations: ${event.cancellations}, outbox rows: ${event.outboxRows}, billing events: ${event.billingEvents}, billing links: ${event.billingLinks})`,
      };
    case "request_failed":
      return {
        level: "error",
        text: event.error instanceof StoreError ? "the store failed" : "something failed",
        error: event.error,
      };
    default:
      return undefined;
  }
}

function describeLinkFailure(failure: UpstreamFailure): string {
  const upstream = describeUpstream(failure);
  return failure.code === "unauthorized"
    ? `RetentBase refuses the API key (${upstream}), so the customer got the plain page instead: copy the workspace's key into apiKey (RETENTBASE_API_KEY)`
    : `RetentBase made no cancel link (${upstream}), so the customer got the plain page instead`;
}

/** What to do about a refused token, if its reason says that. */
const refusalRemedies: Record<string, string> = {
  not_yet_valid: "this machine's clock is behind RetentBase's: synchronize it (NTP)",
  signature_invalid:
    "none of the keys of resultToken (RETENTBASE_SIGNING_SECRET or RETENTBASE_JWKS_URL) made its signature",
  environment_mismatch: "it belongs to the other environment: compare environment (RETENTBASE_ENVIRONMENT)",
  audience_mismatch: "it is for another workspace: compare resultToken.audience (RETENTBASE_WORKSPACE_KEY)",
};

function describeRefusal(reason: string): string {
  const remedy = refusalRemedies[reason];
  return remedy === undefined ? reason : `${reason}: ${remedy}`;
}

/** What a token is made of, so that the first real one can be compared with the options. */
function describeTokenNames(event: Extract<RetentEvent, { type: "result_refused" }>): string {
  const { reason, token } = event;
  if (!token) return "";
  const detail = refusalRemedies[reason] === undefined ? event.detail : undefined;
  const names = token.isJwt
    ? `its header has ${token.header.join(", ")}, its claims are ${token.claims.join(", ") || "none"}`
    : "it does not have the form of a JWT";
  return ` (${detail === undefined ? "" : `${detail}; `}${names})`;
}

function describeUpstream({ status, code }: UpstreamFailure): string {
  return status === undefined ? code : `${status} ${code}`;
}

function toSeconds(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 1000)} s`;
}

function getMessage(error: unknown): string {
  if (!(error instanceof Error))
    return typeof error === "string" ? error : "something that is not an Error was thrown";
  const cause = getCause(error);
  return cause ? `${error.message} (${cause.message})` : error.message;
}

/** What names the kind of an error and can quote nothing. */
function getNameAndCode(error: unknown): string {
  if (!(error instanceof Error)) return "something that is not an Error was thrown";
  const cause = getCause(error);
  return cause ? `${toKind(error)} (${toKind(cause)})` : toKind(error);
}

/** One level is enough for a line, and an endless chain can't stop it. */
function getCause(error: Error): Error | undefined {
  return error.cause instanceof Error && error.cause !== error ? error.cause : undefined;
}

function toKind({ name, code }: Error & { code?: unknown }): string {
  const words = [name, code].filter((word) => typeof word === "number" || isWord(word));
  return words.join(" ") || "an Error";
}

function isWord(value: unknown): boolean {
  return typeof value === "string" && /^\w{1,40}$/.test(value);
}

/** The stack without its first lines, which repeat the message. */
function getFrames({ stack = "" }: Error): string {
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return frames.map((frame) => `\n    ${toOneLine(frame)}`).join("");
}

function toOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}

function getSecrets({ apiKey, resultToken, identity, healthToken }: Secrets): string[] {
  const ofResults = resultToken === "session" ? [] : (resultToken.secret ?? []);
  return [
    apiKey,
    ofResults,
    identity?.secret ?? [],
    identity?.memberstackSecretKey ?? [],
    healthToken ?? [],
  ].flat();
}
