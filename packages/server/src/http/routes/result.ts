import { TokenError, type VerifiedResult } from "@retent/retentbase";
import { answerOf, type Cancellation } from "../../cancellation.ts";
import { RetentError } from "../../errors.ts";
import { chooseFlow, findSessionFlows } from "../../flow/session-flows.ts";
import { takeDecision } from "../../flow/take-decision.ts";
import type { Store } from "../../store.ts";
import { checkOrigin } from "../origin.ts";
import { isStartedHere } from "../own-flows.ts";
import { json } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** `POST {base}/result`: takes a result token and answers how the cancellation stands. */
export async function postResult(context: RouteContext): Promise<Response> {
  const { settings, outbox, request } = context;
  checkOrigin(settings, request);
  const { fields } = await context.readBody(["json"], ["token"]);
  if (fields.token === undefined)
    throw new RetentError("invalid_request", 'token: is missing. Send { "token": "…" }.');
  const result = await verify(context, fields.token);
  const cancellation = await findBound(context, result);
  const { tokenId, outcome, reasonKey = null, reasonText = null, offer = null, issuedAt } = result;
  const after = await takeDecision(
    settings,
    outbox,
    cancellation,
    { outcome, source: "token", tokenId, decidedAt: issuedAt, reasonKey, reasonText, offer },
    result.eventId,
  );
  // A page that opened the hosted page in a window of its own waits for this one.
  return json(answerOf(after, settings.afterUrl), { "retent-event": after.eventId });
}

async function verify({ settings }: RouteContext, token: string): Promise<VerifiedResult> {
  try {
    return await settings.verifier.verify(token);
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    settings.onEvent({ type: "result_refused", reason: error.code });
    if (error.code === "keys_unavailable") {
      throw new RetentError("keys_unavailable", "The result can't be checked just now. Try again.", {
        cause: error,
      });
    }
    // One message for every cause: the sender learns nothing about the check.
    throw new RetentError("result_token_invalid", "The result is not valid.", { cause: error });
  }
}

/**
 * The flow that the token belongs to. Somebody else's token must have no effect in this browser, nor a stolen one in
 * another: the token's user has to be the flow's, and this browser the one that started it.
 */
async function findBound({ settings, request }: RouteContext, result: VerifiedResult): Promise<Cancellation> {
  const flows = await findFlows(settings.store, result);
  for (const flow of flows) {
    if (await isStartedHere(request, flow)) return chooseFlow(flows, result.eventId) ?? flow;
  }
  settings.onEvent({ type: "result_refused", reason: "not_the_flow_of_this_browser" });
  throw new RetentError(
    "result_not_yours",
    "This result does not belong to a cancellation started in this browser.",
  );
}

/** The flows of the token's user that it may be about: those of its session, else that with its event id. */
async function findFlows(
  store: Store,
  { sessionId, eventId, userId }: VerifiedResult,
): Promise<Cancellation[]> {
  const ofSession = await findSessionFlows(store, { sessionId: sessionId ?? null, userId });
  if (ofSession.length > 0) return ofSession;
  const ofEvent = eventId === undefined ? undefined : await store.find(eventId);
  return ofEvent?.userId === userId ? [ofEvent] : [];
}
