import type { Customer } from "../customer.ts";
import { checkOrigin } from "./origin.ts";
import type { Body } from "./request-body.ts";
import type { RouteContext } from "./route.ts";

/**
 * Identifies the sender of a request that starts something: by an identity token, if it brings one, else by the host app's session.
 *
 * @throws {RetentError} `not_identified`, `origin_not_allowed`, `keys_unavailable`
 */
export async function identifySender(
  context: RouteContext,
  { kind, fields }: Body<"identity">,
): Promise<Customer> {
  const { settings, request } = context;
  const { identityVerifier } = settings;
  const token = identityToken(request, fields);
  if (!identityVerifier || token === undefined) {
    checkOrigin(settings, request);
    return context.identify();
  }
  checkOrigin(settings, request, { mayHide: kind === "form" });
  return identityVerifier.verify(token);
}

function identityToken(request: Request, { identity }: Body<"identity">["fields"]): string | undefined {
  return identity || /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
}
