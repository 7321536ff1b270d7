import type { App } from "../../app.ts";
import { createPass, withPass } from "../../cancellation/page-pass.ts";
import { choosePath, plainPagePath } from "../../cancellation/page-paths.ts";
import { startCancellation } from "../../cancellation/start.ts";
import { RetentError } from "../../errors.ts";
import { parsePreset } from "../../law-preset.ts";
import { findLanguage } from "../../pages/languages.ts";
import { countOrRefuse } from "../../rate-limits.ts";
import { cancellationCookies, keepLanguage } from "../cookies.ts";
import { findChoice } from "../find-choice.ts";
import { findContact } from "../find-contact.ts";
import { goThere, isFetchedForm } from "../form-by-script.ts";
import { identifySender } from "../identify.ts";
import { toLoggedOrigin } from "../origin.ts";
import { describeOtherName, findOtherName } from "../other-name.ts";
import { json, postAgain, seeOther } from "../responses.ts";
import { checkReturnTo, findReferrer } from "../return-to.ts";
import type { RouteContext } from "../route.ts";

const withoutScript =
  "a customer left by the form of the page alone, without the script: if that was not on purpose, check that the tag is spelled retent-cancel-button, and in the browser's console that button.js loads (address, type=module, content security policy, integrity hash)";

/** `GET {base}/cancel-link`: a browser that opens the form's address, as some routers have it do, gets the plain page. */
export function getCancelLink({ app }: RouteContext): Response {
  return seeOther(`${app.config.publicUrl}/cancel`);
}

/** `POST {base}/cancel-link`: JSON is answered with the link, a form post goes there. */
export async function postCancelLink(context: RouteContext): Promise<Response> {
  const { app, request } = context;
  const body = await context.readBody(["json", "form"], ["identity", "mode", "returnTo", "subscription"]);
  const { customer, hasToken } = await identifySender(context, body);
  const { kind, fields } = body;
  // The script sends where the customer is to return to.
  if (app.config.environment === "sandbox" && kind === "form" && !fields.returnTo)
    context.warnOnce(withoutScript);
  await countOrRefuse(app.services, app.services.limiters.links, customer.userId);
  const wanted = fields.returnTo;
  const returnTo = checkReturnTo(app, wanted || findReferrer(app, request));
  const preset = parsePreset(fields.preset);
  const isDirect =
    fields.mode === "direct" || preset !== undefined || (kind === "form" && isFetchedForm(request));
  const otherName = findOtherName(app, request);
  // A result would come back to a host name that gets no cookie of this one.
  const isAstray = otherName !== undefined && !isDirect;
  if (isAstray) {
    context.warnOnce(describeOtherName(app, otherName));
    if (!hasToken) throw astray(app, otherName);
    if (kind === "form") return postAgain(`${app.config.publicUrl}/cancel-link`);
  }
  const choice = await findChoice(context, customer, { wish: fields.subscription });
  const mode = isDirect || isAstray ? "direct" : "redirect";
  const { expiresAt, cancellation, isNew, binding, hostedUrl, ...started } = await startCancellation(app, {
    customer,
    returnTo,
    // The hosted page is asked for once it is known which subscription it is about.
    mode: choice.isOpen ? "direct" : mode,
    subscription: choice.isOpen ? null : choice.subscription,
    contact: await findContact(context, customer),
  });
  const fallback = isAstray ? "rejected" : started.fallback;
  if (!isNew) throw new Error("newId made an event id that is taken");
  const { eventId, environment } = cancellation;
  const path = choice.isOpen
    ? choosePath(app.config, {
        event: eventId,
        mode: mode === "direct" ? mode : undefined,
        preset,
        lang: findLanguage(fields.lang),
      })
    : plainPagePath(app.config, eventId, preset);
  const ownUrl = new URL(path, isDirect && otherName ? otherName : app.config.publicUrl).href;
  const url =
    hostedUrl ??
    (hasToken ? withPass(ownUrl, await createPass(app.services, cancellation, "identity")) : ownUrl);
  if (wanted && returnTo === null) {
    const origin = toLoggedOrigin(wanted, app.config.siteOrigin);
    app.services.onEvent({ type: "return_to_ignored", eventId, origin });
  }

  const response =
    kind === "form"
      ? goThere(request, withReason(url, fallback))
      : json({ url, expiresAt, environment, eventId, fallback });
  for (const cookie of cancellationCookies(app, request, eventId, binding))
    response.headers.append("set-cookie", cookie);
  return keepLanguage(app, response, fields.lang);
}

function astray({ config: { publicUrl } }: App, otherName: string): RetentError {
  const [reached, named] = [otherName, publicUrl].map((url) => new URL(url).host);
  const detail = `This page is on ${reached}, and results come back to ${named}, where they would be refused. Set publicUrl (RETENT_PUBLIC_URL) to the name that your pages use, or redirect one name to the other.`;
  return new RetentError("origin_not_allowed", detail, { hint: detail });
}

function withReason(url: string, fallback: string | null): string {
  return fallback === null ? url : `${url}&fallback=${fallback}`;
}
