import type { RetentError } from "../errors.ts";
import type { Settings } from "../settings.ts";
import type { Page } from "./layout.ts";
import { noticePage } from "./notice-page.ts";

/** An error for people: what happened, and a way on. */
export function problemPage(settings: Settings, error: RetentError, url: URL): Page {
  const plainPageHref = `${settings.basePath}/cancel`;
  // The plain page itself may be what failed: then a link to it would lead nowhere, unless a fresh start is the mend.
  const isDeadEnd = error.code === "not_identified" || `${url.pathname}${url.search}` === plainPageHref;
  return noticePage(settings, {
    title: error.code === "not_identified" ? "Please sign in" : "That did not work",
    text: error.message,
    continueUrl: settings.afterUrl,
    ...(!isDeadEnd && { plainPageHref }),
  });
}
