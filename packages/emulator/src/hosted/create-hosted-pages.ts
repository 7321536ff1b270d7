import { type Answer, page, seeOther } from "../http/answer.ts";
import type { Received } from "../http/received.ts";
import type { Workspace } from "../workspace/create-workspace.ts";
import type { StoredSession } from "../workspace/records.ts";
import { type HostedPage, hostedPage } from "./hosted-page.ts";
import { findReason } from "./reasons.ts";
import { resultClaims } from "./result-token.ts";
import {
  confirmStep,
  expiredPage,
  finishedPage,
  maxReasonTextCharacters,
  offerStep,
  reasonStep,
  type StepPaths,
  unknownLinkPage,
} from "./steps.ts";

export interface HostedPagesParts {
  workspace: Workspace;
  issuer: string | undefined;
  /** What the customer knows the merchant by. */
  shopName: string;
  signToken: (claims: Record<string, unknown>) => Promise<string>;
}

const linkPattern = /^\/c\/([^/]+)(?:\/(offer|confirm))?$/;

/** Answers what is below `/c/`: the pages that the customer's browser is sent to. */
export function createHostedPages({ workspace, issuer, shopName, signToken }: HostedPagesParts) {
  return async function answerHosted(request: Received): Promise<Answer> {
    const [, token = "", step = "reason"] = linkPattern.exec(request.path) ?? [];
    const session = workspace.findSessionByToken(token);
    if (!session) return show(404, unknownLinkPage());
    if (!["GET", "HEAD", "POST"].includes(request.method)) {
      return { status: 405, headers: { allow: "GET, HEAD, POST" }, body: "" };
    }

    const status = workspace.getStatus(session);
    const posted = request.method === "POST";
    if (status === "expired") return show(410, expiredPage(session));
    if (status === "completed") {
      // The second half of a double click goes the same way as the first.
      if (posted) return seeOther(await urlWithToken(session));
      return show(200, finishedPage(session, await urlWithToken(session)));
    }

    const link = `/c/${token}`;
    const paths: StepPaths = { reason: link, offer: `${link}/offer`, confirm: `${link}/confirm` };
    const view = { session, paths };
    const form = new URLSearchParams(posted ? request.body?.toString("utf8") : "");
    if (step === "reason")
      return posted ? takeReason(session, paths, form) : show(200, reasonStep(view, false));

    const reason = findReason(session.reasonKey);
    if (!reason) return seeOther(paths.reason);
    if (step === "offer") {
      if (!reason.offer) return seeOther(paths.confirm);
      if (!posted) return show(200, offerStep(view, reason.offer));
      const { type, label } = reason.offer;
      const choice = form.get("choice");
      if (choice !== "accept" && choice !== "decline") return seeOther(paths.offer);
      const accepted = choice === "accept";
      workspace.answerOffer(session, { type, accepted, label });
      return accepted ? finish(session, "recovered") : seeOther(paths.confirm);
    }
    if (reason.offer && !session.offer) return seeOther(paths.offer);
    return posted ? finish(session, "churned") : show(200, confirmStep(view, shopName));
  };

  function takeReason(session: StoredSession, paths: StepPaths, form: URLSearchParams): Answer {
    const reason = findReason(form.get("reason"));
    const text = readText(form.get("reason_text"));
    if (!reason) {
      return show(422, reasonStep({ session: { ...session, reasonText: text }, paths }, true));
    }
    workspace.answerReason(session, reason.key, text);
    return seeOther(reason.offer ? paths.offer : paths.confirm);
  }

  async function finish(session: StoredSession, outcome: "churned" | "recovered"): Promise<Answer> {
    workspace.finish(session, outcome);
    return seeOther(await urlWithToken(session));
  }

  async function urlWithToken(session: StoredSession): Promise<string> {
    const url = new URL(session.returnUrl);
    url.hash = `ci_result_token=${await signToken(resultClaims(session, issuer))}`;
    return url.href;
  }

  function show(status: number, step: HostedPage): Answer {
    const formTargets = step.session ? `'self' ${formTarget(new URL(step.session.returnUrl))}` : "'none'";
    return page(status, hostedPage(shopName, step), {
      "content-security-policy": `default-src 'none'; style-src 'self'; img-src data:; form-action ${formTargets}; base-uri 'none'; frame-ancestors 'none'`,
      // The link's secret is in the path.
      "referrer-policy": "no-referrer",
    });
  }
}

function readText(value: string | null): string | null {
  const text = (value ?? "").replaceAll("\r\n", "\n").trim();
  return Array.from(text).slice(0, maxReasonTextCharacters).join("") || null;
}

/**
 * Chromium applies form-action to the redirect after the post as well; CSP has no notation for IPv6
 * addresses.
 */
function formTarget(returnUrl: URL): string {
  return returnUrl.hostname.startsWith("[") ? returnUrl.protocol : returnUrl.origin;
}
