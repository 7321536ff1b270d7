import type { CancelResult } from "../cancellation/cancellation.ts";

/**
 * Tells the page that opened this one in a window of its own how it ended: by BroadcastChannel where it is on our origin, by
 * postMessage where it is on one of the sites that may carry the button. States only; the page closes this window then, unless it
 * `staysOpen`.
 */
export function handBack(
  { status, outcome, effectiveAt, environment, confirmed }: Omit<CancelResult, "returnTo">,
  eventId: string | null,
  sites: string[],
  { staysOpen = false } = {},
): void {
  const message = {
    type: "retent-result",
    ...{ eventId, status, outcome, effectiveAt, environment, confirmed, staysOpen },
  };
  // Nobody waits where the browser has no such channel.
  if ("BroadcastChannel" in window) new BroadcastChannel("retent").postMessage(message);
  for (const site of sites) window.opener?.postMessage(message, site);
}
