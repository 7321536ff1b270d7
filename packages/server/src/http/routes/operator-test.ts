import type { App } from "../../app.ts";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import { startCancellation } from "../../cancellation/start.ts";
import { createTestCustomer, isTest } from "../../cancellation/test-customer.ts";
import { type Finding, failed, passed, warning } from "../../checks/finding.ts";
import { RetentError } from "../../errors.ts";
import { setupPath } from "../../pages/operator/operator-layout.ts";
import { countOrRefuse } from "../../rate-limits.ts";
import { cancellationCookies } from "../cookies.ts";
import { seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** All operators share one limit of test cancellations. */
const limitKey = "retent-test";

/**
 * Sends the operator's browser to the hosted page as a customer who does not exist, and from there back to the
 * set-up page. Only this browser's cookie brings the result back.
 *
 * @throws {RetentError} `invalid_request` in prod, `rate_limited`
 */
export async function startTest({ app, request, url }: RouteContext): Promise<Response> {
  const { config, services } = app;
  if (config.environment !== "sandbox")
    throw new RetentError("invalid_request", "Test cancellations are for the sandbox only.");
  await countOrRefuse(services, services.limiters.panels, limitKey);
  const eventId = services.newId();
  // What was chosen for the snippet stays chosen.
  const query = new URLSearchParams(url.searchParams);
  query.set("test", eventId);
  const path = `${setupPath({ basePath: config.publicUrl })}?${query}`;
  const { hostedUrl, binding } = await startCancellation(app, {
    customer: await createTestCustomer(app),
    returnTo: path,
    mode: "redirect",
    subscription: null,
    contact: null,
    eventId,
  });
  const response = seeOther(hostedUrl ?? path);
  for (const cookie of cancellationCookies(app, request, eventId, binding))
    response.headers.append("set-cookie", cookie);
  return response;
}

/** How far a test cancellation has come, step by step; undefined if there is no such test. */
export async function findTestSteps(app: App, eventId: string): Promise<Finding[] | undefined> {
  const { store } = app.services;
  const cancellation = await store.find(eventId);
  if (!cancellation || !(await isTest(app, cancellation))) return undefined;
  const rows = await store.listByEvent(eventId);
  const isDead = rows.some(({ kind, state }) => kind === "update" && state === "dead");
  return [
    checkLink(cancellation),
    checkReturn(cancellation),
    checkToken(cancellation),
    checkOutcome(app, cancellation, isDead),
  ];
}

function checkLink({ sessionId }: Cancellation): Finding {
  const name = "link made";
  return sessionId === null
    ? failed(name, "RetentBase made no link that can be used", "run the checks on this page")
    : passed(name, "RetentBase made a link to its hosted page");
}

function checkReturn({ decision }: Cancellation): Finding {
  const name = "customer returned";
  return decision
    ? passed(name, `with the decision to ${decision.outcome === "churned" ? "leave" : "stay"}`)
    : warning(name, "no decision has come back yet: finish the hosted page in this browser");
}

function checkToken({ decision }: Cancellation): Finding {
  const name = "token verified";
  if (decision?.source === "token") return passed(name, "the result token is as the server expects it");
  if (decision?.source === "session")
    return warning(name, "no token was taken: RetentBase’s diagnostics said how it ended; the log says why");
  return warning(name, decision ? "the decision was made on the plain page" : "no token has come yet");
}

function checkOutcome({ config }: App, { status, settlement }: Cancellation, isDead: boolean): Finding {
  const name = "outcome forwarded";
  if (status === "forwarded") return passed(name, `RetentBase has the outcome: ${settlement?.outcome}`);
  if (isDead) return failed(name, "RetentBase refused the outcome", "look into the cancellation’s timeline");
  if (config.plan === "core" && settlement)
    return passed(name, "on the plan core RetentBase takes no outcomes");
  return warning(name, settlement ? "it is on its way: reload this page" : "there is none yet");
}
