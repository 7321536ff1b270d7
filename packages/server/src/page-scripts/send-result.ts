import type { CancelResult } from "../cancellation/cancellation.ts";
import { openChannel } from "./open-channel.ts";

/**
 * Sends the result to the page that opened this window: by BroadcastChannel if it is on the server's origin,
 * by postMessage if it is on a site that may carry the button. The message has states only. That page then
 * closes the window, unless it `staysOpen`.
 */
export function sendResult(
  { status, outcome, effectiveAt, environment, confirmed, keepUrl }: Omit<CancelResult, "returnTo">,
  eventId: string | null,
  sites: string[],
  { staysOpen = false } = {},
): void {
  send(
    {
      type: "retent-result",
      ...{ eventId, status, outcome, effectiveAt, environment, confirmed, keepUrl, staysOpen },
    },
    sites,
  );
}

/** Tells the page that opened this window that the customer has come back undecided. It then closes the window. */
export function sendUndecided(eventId: string | null, sites: string[]): void {
  send({ type: "retent-undecided", eventId }, sites);
}

function send(message: object, sites: string[]): void {
  openChannel()?.postMessage(message);
  // Browsers refuse the origins of apps here, whose pages open no windows of a browser.
  for (const site of sites) if (/^https?:/.test(site)) window.opener?.postMessage(message, site);
}
