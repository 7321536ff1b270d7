import { RetentError } from "../errors.ts";
import { countOrRefuse } from "../rate-limits.ts";
import type { RouteContext } from "./route.ts";

/**
 * Lets in who brings the health token, as a bearer or as a Basic password with any user name.
 *
 * @param scheme what somebody without it is asked for; a browser shows a form for `Basic`
 * @throws {RetentError} `not_authorized`, `rate_limited`
 */
export async function checkHealthToken(context: RouteContext, scheme: "Basic" | "Bearer"): Promise<void> {
  if (await hasHealthToken(context)) return;
  throw notAuthorized(scheme);
}

/**
 * Lets the operator in: by the health token, or as the host app's own check says.
 *
 * @throws {RetentError} `not_found` where neither is set up, `not_authorized`, `rate_limited`
 */
export async function checkOperator(context: RouteContext): Promise<void> {
  const { settings, isOperator } = context;
  if (!settings.isHealthToken && !isOperator) {
    throw new RetentError("not_found", "There is nothing at this address.");
  }
  if (await hasHealthToken(context)) return;
  if (await isOperator?.()) return;
  throw settings.isHealthToken
    ? notAuthorized("Basic")
    : new RetentError("not_authorized", "This is for the operator alone.");
}

/**
 * Whether the request brings the health token. A guess is counted: no limit makes 16 random bytes harder to find, but each costs us
 * work; who has the token gets in however many guess.
 *
 * @throws {RetentError} `rate_limited` after too many guesses from one address
 */
async function hasHealthToken({ settings, request, address }: RouteContext): Promise<boolean> {
  const candidate = readCredentials(request.headers.get("authorization") ?? "");
  if (!settings.isHealthToken || candidate === undefined) return false;
  if (await settings.isHealthToken(candidate)) return true;
  await countOrRefuse(settings.guessLimiter, address);
  return false;
}

/** The answer to who may not see what is the operator's. */
function notAuthorized(scheme: "Basic" | "Bearer"): RetentError {
  return new RetentError("not_authorized", "This needs the health token.", {
    headers: { "www-authenticate": `${scheme} realm="Retent", charset="UTF-8"` },
  });
}

function readCredentials(header: string): string | undefined {
  const [, scheme = "", value = ""] = /^(Bearer|Basic) +(\S+)$/i.exec(header) ?? [];
  return scheme.toLowerCase() === "basic" ? readPassword(value) : value || undefined;
}

/** RFC 7617: user name, colon and password in base64. */
function readPassword(base64: string): string | undefined {
  try {
    const pair = atob(base64);
    return pair.includes(":") ? pair.slice(pair.indexOf(":") + 1) : undefined;
  } catch {
    return undefined;
  }
}
