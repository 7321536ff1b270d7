import type { ResultTokenVerifier, VerifiedResult } from "@retent/retentbase";
import { isTokenError } from "@retent/retentbase/internal";
import { type Cancellation, toCancelResult } from "../../cancellation/cancellation.ts";
import { chooseCancellation, findResultCancellations } from "../../cancellation/session-cancellations.ts";
import { takeDecision } from "../../cancellation/take-decision.ts";
import { RetentError } from "../../errors.ts";
import { askDiagnostics } from "../ask-diagnostics.ts";
import { findSender } from "../identify.ts";
import { checkOrigin } from "../origin.ts";
import { isStartedHere } from "../own-cancellations.ts";
import type { Body } from "../request-body.ts";
import { json } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** `POST {base}/result`: takes a result token and answers how the cancellation stands. */
export async function postResult(context: RouteContext): Promise<Response> {
  const { app, lanes, request } = context;
  checkOrigin(app, request);
  const { fields } = await context.readBody(["json"], ["token", "identity"]);
  if (fields.token === undefined)
    throw new RetentError("invalid_request", 'token: is missing. Send { "token": "…" }.');
  if (!app.services.verifier) return bySession(context, fields);
  const result = await verify(context, app.services.verifier, fields.token);
  const cancellation = await findForToken(context, result, fields);
  const { tokenId, outcome, reasonKey = null, reasonText = null, offer = null, issuedAt, isDated } = result;
  const decision = { outcome, source: "token", tokenId, reasonKey, reasonText, offer } as const;
  // One without a date may have come before what was decided since.
  const isOld = !isDated && cancellation.decision !== null;
  const dated = { ...decision, decidedAtMs: isOld ? 0 : issuedAt * 1000 };
  const after = await takeDecision(app, lanes, cancellation, dated, result.eventId);
  // A page that opened the hosted page in a window of its own waits for this one.
  return json(toCancelResult(after, app.config, app.services.now()), { "retent-event": after.eventId });
}

/**
 * The token is not read: that the customer came back is why RetentBase is asked how the cancellation ended.
 * What is undecided is refused as a token would be.
 */
async function bySession(context: RouteContext, { identity }: Body<"identity">["fields"]): Promise<Response> {
  const standing = await askDiagnostics(context, { ...(identity !== undefined && { identity }) });
  if (standing?.status === "decided")
    return json(toCancelResult(standing.cancellation, context.app.config, context.app.services.now()), {
      "retent-event": standing.cancellation.eventId,
    });
  throw new RetentError("result_token_invalid", "The result is not valid.", {
    hint: "RetentBase's diagnostics know of no decision yet",
  });
}

/**
 * A token that is ahead of our clock by no more than this has to wait; what is further ahead is refused. In
 * seconds.
 */
const maxWaitSeconds = 600;

async function verify(
  { app }: RouteContext,
  verifier: ResultTokenVerifier,
  token: string,
): Promise<VerifiedResult> {
  try {
    return await verifier.verify(token);
  } catch (error) {
    if (!isTokenError(error)) throw error;
    const isChecked = error.code !== "keys_unavailable";
    app.services.onEvent({
      type: "result_refused",
      reason: error.code,
      ...(isChecked && { detail: error.message, token: verifier.describe(token) }),
    });
    if (error.code === "keys_unavailable") {
      throw new RetentError("keys_unavailable", "The result can't be checked right now. Try again.", {
        cause: error,
      });
    }
    const { validFrom = Number.POSITIVE_INFINITY } = error;
    const waitSeconds = Math.ceil(validFrom - app.services.now() / 1000);
    if (error.code === "not_yet_valid" && waitSeconds <= maxWaitSeconds) {
      throw new RetentError("result_not_yet_valid", "The result can't be taken yet. Try again.", {
        cause: error,
        hint: "the result token is from the future: this server's clock is behind RetentBase's",
        headers: { "retry-after": String(Math.max(1, waitSeconds)) },
      });
    }
    // One message for every cause: the sender learns nothing about the check.
    throw new RetentError("result_token_invalid", "The result is not valid.", { cause: error });
  }
}

/**
 * The cancellation that the token belongs to. Another customer's token must have no effect in this browser,
 * nor a stolen one in another: the token's user has to be the cancellation's, and either this browser started
 * it or its customer is proven to sit here.
 */
async function findForToken(
  context: RouteContext,
  result: VerifiedResult,
  fields: Body<"identity">["fields"],
): Promise<Cancellation> {
  const { app, request } = context;
  const cancellations = await findResultCancellations(app.services.store, result);
  const chosen = chooseCancellation(cancellations, result.eventId);
  for (const cancellation of cancellations) {
    if (await isStartedHere(request, cancellation)) return chosen ?? cancellation;
  }
  if (chosen && (await findSender(context, fields))?.userId === chosen.userId) return chosen;
  app.services.onEvent({ type: "result_refused", reason: "not_the_flow_of_this_browser" });
  throw new RetentError(
    "result_not_yours",
    "This result does not belong to a cancellation that was started in this browser, or by the customer who is signed in.",
  );
}
