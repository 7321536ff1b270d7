import { type Cancellation, isUnconfirmed } from "../../cancellation/cancellation.ts";
import { settleCancellation } from "../../cancellation/settle-by-host.ts";
import { RetentError } from "../../errors.ts";
import { operatorPath } from "../../pages/operator/operator-layout.ts";
import { checkOperator, checkOwnOrigin } from "../check-operator.ts";
import { seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";
import { loadOperatorDecisions } from "./load-operator-declarations.ts";
import { erase } from "./operator-customer-data.ts";

/**
 * `POST {base}/admin`: queues dead rows again, of one event or all of them; sets those of one event aside; marks
 * a subscription as ended by hand; erases a customer's data; or matches or rejects a declaration.
 */
export async function postOperatorPage(context: RouteContext): Promise<Response> {
  const { config } = context.app;
  await checkOperator(context);
  checkOwnOrigin(context);
  const { fields } = await context.readBody(
    ["form"],
    [
      ...(["do", "event", "date", "force"] as const),
      ...(["declaration", "user", "subscription", "reason", "instead"] as const),
    ],
  );
  const { event, date } = fields;
  if (fields.do === "set_aside") {
    const count = await setAside(context, event);
    return seeOther(operatorPath(config, { event: event ?? "", set_aside: String(count) }));
  }
  if (fields.do === "ended") {
    const { eventId } = await markAsEnded(context, event, date);
    return seeOther(operatorPath(config, { event: eventId, ended: "1" }));
  }
  // In the address, since a form's fields change the line breaks of an id.
  if (fields.do === "erase") return erase(context, context.url.searchParams.get("user"), fields.force);
  if (fields.do === "match" || fields.do === "reject") {
    const { matchDeclaration, rejectDeclaration } = await loadOperatorDecisions(context);
    return fields.do === "match" ? matchDeclaration(context, fields) : rejectDeclaration(context, fields);
  }
  if (fields.do !== undefined && fields.do !== "retry")
    throw new RetentError("invalid_request", "do: must be retry, set_aside, ended, erase, match or reject.");
  const count = await requeue(context, event);
  return seeOther(operatorPath(config, { ...(event !== undefined && { event }), queued: String(count) }));
}

async function requeue({ app, lanes }: RouteContext, event: string | undefined): Promise<number> {
  const { store, now } = app.services;
  const count = await store.requeue(now(), event === undefined ? undefined : [event]);
  lanes.wake();
  return count;
}

async function setAside({ app }: RouteContext, event: string | undefined): Promise<number> {
  if (event === undefined)
    throw new RetentError("invalid_request", "Name the event whose rows are to be set aside.");
  return app.services.store.setAside(app.services.now(), [event]);
}

/** The operator says what billing would: from which date on the subscription is over. */
async function markAsEnded({ app, lanes }: RouteContext, event = "", date = ""): Promise<Cancellation> {
  const endsAt = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(endsAt.getTime()) || endsAt.toISOString().slice(0, 10) !== date)
    throw new RetentError("invalid_request", "Give the date on which the subscription ends, as 2026-03-31.");
  const [found] = await app.services.store.findByEvent(event);
  if (!found || !isUnconfirmed(found))
    throw new RetentError("invalid_request", "Name a cancellation that billing has not confirmed.");
  const answer = { outcome: "churned", effectiveAt: endsAt } as const;
  const { cancellation } = await settleCancellation(app, found.eventId, answer, {
    revision: found.revision,
  });
  lanes.wake();
  return cancellation;
}
