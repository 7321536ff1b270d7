import { RetentError } from "../errors.ts";
import { withTimeLimit } from "../time-limit.ts";
import { countGuess } from "./count-guess.ts";
import type { RouteContext } from "./route.ts";

/**
 * Lets a request with the health token in, as a bearer or as a Basic password with any user name.
 *
 * @throws {RetentError} `not_authorized`, `rate_limited`
 */
export async function checkHealthToken(context: RouteContext): Promise<void> {
  if (!(await hasHealthToken(context))) await refuse(context, "Bearer");
}

/**
 * Lets the operator in: by the health token, which browsers ask for, or as the host app's own check says.
 *
 * @throws {RetentError} `not_found` where neither is set up, `not_authorized`, `rate_limited`
 */
export async function checkOperator(context: RouteContext): Promise<void> {
  const { app, host } = context;
  if (!app.services.isHealthToken && !host.isOperator) {
    throw new RetentError("not_found", "There is nothing at this address.");
  }
  if ((await hasHealthToken(context)) || (await isHostsOperator(context))) return;
  await refuse(context, "Basic");
}

/**
 * The browser attaches credentials to cross-site posts automatically (CSRF), also to those of a page that may
 * carry the button. A request with neither header is not a browser's.
 */
export function checkOwnOrigin({ app, request }: RouteContext): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const isOwn =
    site === null
      ? origin === null || origin === new URL(app.config.publicUrl).origin
      : site === "same-origin";
  if (!isOwn) throw new RetentError("origin_not_allowed", "Send this from the operator's page itself.");
}

async function isHostsOperator({ app, host: { isOperator } }: RouteContext): Promise<boolean> {
  return isOperator !== undefined && withTimeLimit(isOperator(), app.config.identifyTimeoutMs, "isOperator");
}

async function hasHealthToken({ app, request }: RouteContext): Promise<boolean> {
  const candidate = readCredentials(request);
  return candidate !== undefined && ((await app.services.isHealthToken?.(candidate)) ?? false);
}

async function refuse(context: RouteContext, scheme: "Basic" | "Bearer"): Promise<never> {
  if (!context.app.services.isHealthToken) {
    throw new RetentError("not_authorized", "This is for the operator alone.");
  }
  if (readCredentials(context.request) !== undefined) await countGuess(context);
  throw new RetentError("not_authorized", "This needs the health token.", {
    headers: { "www-authenticate": `${scheme} realm="Retent", charset="UTF-8"` },
  });
}

function readCredentials({ headers }: Request): string | undefined {
  const [, scheme = "", value = ""] =
    /^(Bearer|Basic) +(\S+)$/i.exec(headers.get("authorization") ?? "") ?? [];
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
