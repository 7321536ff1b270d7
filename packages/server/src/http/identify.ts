import { createRedact } from "@retent/retentbase/internal";
import { type Customer, parseCustomer } from "../customer.ts";
import { redactError } from "../customer-redact.ts";
import { internalError, RetentError } from "../errors.ts";
import { describeIdentityRefusal } from "../identity-refusals.ts";
import { abbreviate } from "../pages/abbreviate.ts";
import { withTimeLimit } from "../time-limit.ts";
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
    return await requireCustomer(context);
  } catch (error) {
    if (error instanceof RetentError && error.code === "not_identified") return undefined;
    throw error;
  }
}

/** Who started something. */
interface IdentifiedSender {
  customer: Customer;
  /** Whether an identity token says so, and no session. */
  hasToken: boolean;
}

/**
 * Identifies the sender of a request that starts something: by an identity token, if it brings one, else by
 * the host app's session.
 *
 * @param options `isTrial`: nothing starts, so that a refusal is not reported
 * @throws {RetentError} `not_identified`, `origin_not_allowed`, `keys_unavailable`
 */
export async function identifySender(
  context: RouteContext,
  { kind, fields }: Body<"identity">,
  { isTrial = false } = {},
): Promise<IdentifiedSender> {
  const { app, request } = context;
  const { identityVerifier } = app.services;
  const token = identityToken(request, fields);
  if (!identityVerifier || token === undefined) {
    checkOrigin(app, request);
    const customer = await requireCustomer(context).catch((error: unknown) => {
      const isRefused = error instanceof RetentError && error.code === "not_identified";
      if (identityVerifier && isRefused && !isTrial)
        app.services.onEvent({ type: "identity_refused", reason: "missing" });
      throw error;
    });
    return { customer, hasToken: false };
  }
  checkOrigin(app, request, { mayHide: kind === "form" });
  return { customer: await identityVerifier.verify(token, { isTrial }), hasToken: true };
}

function identityToken(request: Request, { identity }: Body<"identity">["fields"]): string | undefined {
  return identity || /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
}

/**
 * The customer who is signed in at the host app.
 *
 * @throws {RetentError} `not_identified`; `internal` if the option `identify` threw, took too long, or returned
 *   something else than a customer
 */
export async function requireCustomer({ app, host, request }: RouteContext): Promise<Customer> {
  const { onEvent, identityVerifier } = app.services;
  let customer: Customer | null;
  try {
    const answer = await withTimeLimit(host.identify(), app.config.identifyTimeoutMs, "identify");
    customer = parseCustomer(answer, (message) => onEvent({ type: "settings_warning", message }));
  } catch (error) {
    onEvent({
      type: "identify_failed",
      error: redactError(error, createRedact(getCredentials(request.headers))),
    });
    throw internalError("identify threw or took too long: the server's log says what");
  }
  if (customer) return customer;
  throw new RetentError("not_identified", "Sign in first, then cancel from your account.", {
    hint: identityVerifier
      ? describeIdentityRefusal("missing")
      : "identify returned null: it found no signed-in customer",
  });
}

/**
 * What the customer knows an account by: its name if they are signed in to it, else the abbreviated user id.
 * The session may have ended, or be another customer's.
 */
export async function nameAccount(context: RouteContext, userId: string): Promise<string> {
  // No page waits for long for a name.
  const { contextTimeoutMs } = context.app.config;
  const asked = withTimeLimit(requireCustomer(context), contextTimeoutMs, "identify");
  const sender = await asked.catch(() => undefined);
  return sender?.userId === userId && sender.accountName ? sender.accountName : abbreviate(userId);
}

/** What a request was sent with: a host function that throws may quote it. */
function getCredentials(headers: Headers): string[] {
  const cookies = (headers.get("cookie") ?? "").split(";").map((pair) => pair.replace(/^[^=]*=/, "").trim());
  return [...cookies, (headers.get("authorization") ?? "").replace(/^\S+ +/, "")];
}
