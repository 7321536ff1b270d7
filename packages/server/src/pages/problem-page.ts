import type { ProblemCode, RetentError } from "../errors.ts";
import type { Texts } from "./languages/en.ts";
import type { Page, PageConfig } from "./layout.ts";
import { noticePage } from "./notice-page.ts";
import { fill, formatSeconds, type Wording } from "./wording.ts";

/** What people read; the error's own message is for programs. */
const textNames: Record<ProblemCode, keyof Texts> = {
  invalid_request: "incomplete",
  result_token_invalid: "refused",
  not_identified: "signInFirst",
  not_authorized: "notAllowed",
  origin_not_allowed: "notAllowed",
  result_not_yours: "notYours",
  subscription_not_yours: "notThisSubscription",
  not_found: "nothingHere",
  method_not_allowed: "notAllowed",
  conflict: "incomplete",
  too_large: "incomplete",
  unsupported_media_type: "incomplete",
  rate_limited: "tooOften",
  internal: "internal",
  keys_unavailable: "tryLater",
  result_not_yet_valid: "tryLater",
  store_unavailable: "tryLater",
};

interface Asked {
  /** Path and query that were asked for. */
  target: string;
  /** Whether the same address works once the customer has signed in: not if a token has to say who it is. */
  canRestart: boolean;
}

/** An error for people: what happened, and a way on. */
export function problemPage(
  config: PageConfig,
  wording: Wording,
  error: RetentError,
  { target, canRestart }: Asked,
): Page {
  const { preset, texts } = wording;
  const plainPageHref = `${config.basePath}/cancel${preset ? `?preset=${preset}` : ""}`;
  const isSignedOut = error.code === "not_identified";
  // The plain page itself may be what failed: then a link to it would lead nowhere, unless a fresh start
  // fixes it.
  const isDeadEnd = isSignedOut || target === plainPageHref;
  // Operator errors get no cancel link.
  const isForOperator = error.code === "not_authorized";
  return noticePage(config, wording, {
    ...(isSignedOut ? describeSignIn(wording, canRestart) : describe(error, wording)),
    // Signing in is a step on the way, and no fault.
    mark: isSignedOut ? "locked" : "problem",
    needsSupport: true,
    continueUrl: config.afterUrl,
    ...(isSignedOut && { action: texts.signInAction }),
    ...(isSignedOut && canRestart && { restartHref: target }),
    ...(!isDeadEnd && !isForOperator && { plainPageHref }),
  });
}

/** Signing in is all there is to do if a link then leads on from here. A withdrawal cancels nothing. */
function describeSignIn({ preset, texts }: Wording, canRestart: boolean) {
  const parts = [
    ...(canRestart ? [] : [texts.signInFirst]),
    ...(preset === "eu-withdrawal" ? [] : [texts.signInText]),
  ];
  return { title: texts.signIn, text: parts.join(" ") || undefined };
}

function describe(error: RetentError, { language, texts }: Wording) {
  const time = formatSeconds(Number(error.headers["retry-after"] ?? 0), language);
  const text = fill(texts[textNames[error.code]], { time });
  if (error.code === "not_found") return { title: text, text: texts.nothingHereText };
  // After a fault on our side the decision may be saved already: then no page may say that it failed.
  return { title: error.status >= 500 ? texts.unavailable : texts.failed, text };
}
