import type { Customer } from "../customer.ts";
import { checkOrigin } from "./origin.ts";
import type { RouteContext } from "./route.ts";

/**
 * Who sends a request that starts something. An identity token speaks for itself, from whichever page it comes; a
 * session cookie comes along with any request, so then the page has to be one of ours.
 *
 * @throws {RetentError} `not_identified`, `origin_not_allowed`, `keys_unavailable`
 */
export async function identifySender(
  context: RouteContext,
  fields: Record<string, unknown>,
): Promise<Customer> {
  const { settings, request } = context;
  const token = identityToken(request, fields);
  if (token !== undefined && settings.identityVerifier) return settings.identityVerifier.verify(token);
  checkOrigin(settings, request);
  return context.identify();
}

function identityToken(request: Request, fields: Record<string, unknown>): string | undefined {
  if (typeof fields.identity === "string" && fields.identity !== "") return fields.identity;
  return /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
}
