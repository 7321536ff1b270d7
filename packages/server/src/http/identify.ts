import type { Customer } from "../customer.ts";
import { RetentError } from "../errors.ts";
import { checkOrigin } from "./origin.ts";
import type { Body } from "./request-body.ts";
import type { RouteContext } from "./route.ts";

/**
 * The customer whom a request proves to come from, by an identity token or by the host app's session;
 * undefined if it proves none.
 *
 * @throws {RetentError} `keys_unavailable`, `internal`: what can't be checked at the moment is neither yes
 *   nor no
 */
export async function findSender(
  context: RouteContext,
  fields: Body<"identity">["fields"] = {},
): Promise<Customer | undefined> {
  const { app, request } = context;
  const token = identityToken(request, fields);
  try {
    if (app.services.identityVerifier && token !== undefined)
      return await app.services.identityVerifier.verify(token);
    return await context.identify();
  } catch (error) {
    if (error instanceof RetentError && error.code === "not_identified") return undefined;
    throw error;
  }
}

interface Sender {
  customer: Customer;
  /** Whether an identity token says so, and no session. */
  hasToken: boolean;
}

/**
 * Identifies the sender of a request that starts something: by an identity token, if it brings one, else by
 * the host app's session.
 *
 * @throws {RetentError} `not_identified`, `origin_not_allowed`, `keys_unavailable`
 */
export async function identifySender(
  context: RouteContext,
  { kind, fields }: Body<"identity">,
): Promise<Sender> {
  const { app, request } = context;
  const { identityVerifier } = app.services;
  const token = identityToken(request, fields);
  if (!identityVerifier || token === undefined) {
    checkOrigin(app, request);
    const customer = await context.identify().catch((error: unknown) => {
      if (identityVerifier && error instanceof RetentError && error.code === "not_identified")
        app.services.onEvent({ type: "identity_refused", reason: "missing" });
      throw error;
    });
    return { customer, hasToken: false };
  }
  checkOrigin(app, request, { mayHide: kind === "form" });
  return { customer: await identityVerifier.verify(token), hasToken: true };
}

function identityToken(request: Request, { identity }: Body<"identity">["fields"]): string | undefined {
  return identity || /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
}
