import { examineToken } from "../../checks/examine-token.ts";
import { runChecks } from "../../checks/run-checks.ts";
import { RetentError } from "../../errors.ts";
import { previewPage } from "../../pages/operator/preview-page.ts";
import { type SetupView, setupPage } from "../../pages/operator/setup-page.ts";
import { buildSnippet } from "../../snippet/build-snippet.ts";
import { readSnippetSettings } from "../../snippet/snippet-settings.ts";
import { checkOperator, checkOwnOrigin } from "../check-operator.ts";
import { page } from "../responses.ts";
import type { RouteContext } from "../route.ts";
import { findTestSteps, startTest } from "./operator-test.ts";

/** `GET {base}/admin/setup`: the snippet as chosen, or with `preview` the button alone; for the operator alone. */
export async function getSetupPage(context: RouteContext): Promise<Response> {
  await checkOperator(context);
  const { searchParams } = context.url;
  if (!searchParams.has("preview")) return showSetup(context, await readTest(context));
  const { settings } = readSettings(context);
  const response = page(previewPage(context.app.config, settings));
  // The set-up page frames it; older browsers only know this header.
  response.headers.set("x-frame-options", "SAMEORIGIN");
  return response;
}

/** The test cancellation that the address names, once it has brought the operator back. */
async function readTest({ app, url }: RouteContext): Promise<Pick<SetupView, "test">> {
  const eventId = url.searchParams.get("test");
  const steps = eventId ? await findTestSteps(app, eventId) : undefined;
  return eventId && steps ? { test: { eventId, steps } } : {};
}

/** `POST {base}/admin/setup`: runs the checks, takes a token apart, or starts a test cancellation. */
export async function postSetupPage(context: RouteContext): Promise<Response> {
  await checkOperator(context);
  checkOwnOrigin(context);
  const { app } = context;
  const { fields } = await context.readBody(["form"], ["do", "token"]);
  if (fields.do === "check") {
    const findings = await (app.services.checks?.() ?? runChecks(app));
    return showSetup(context, { checks: { findings, at: app.services.now() } });
  }
  if (fields.do === "test") return startTest(context);
  if (fields.do !== "token") throw new RetentError("invalid_request", "do: must be check, token or test.");
  return showSetup(context, { token: await examineToken(app, fields.token ?? "") });
}

async function showSetup(context: RouteContext, done: Pick<SetupView, "checks" | "token" | "test">) {
  const { config, services } = context.app;
  const { settings } = readSettings(context);
  const parts = await buildSnippet(config.publicUrl, settings);
  return page(setupPage(config, { ...done, refusals: services.refusals.list(), settings, parts }));
}

function readSettings({ app, url: { searchParams } }: RouteContext) {
  const tool = app.services.identityVerifier?.tool;
  return readSnippetSettings((name) => searchParams.get(name) ?? undefined, tool && { identity: tool });
}
