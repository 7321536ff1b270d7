import { type CancelResult, isCancelResult } from "./cancel-result.ts";

/** A window for the hosted page; null where the browser lets none open. Has to be called in the click itself. */
export function openPopup(): Window | null {
  try {
    // A name of its own, for a form to lead there.
    return open("", `retent-${Math.random()}`, "popup,width=480,height=760");
  } catch {
    // Firefox throws in a sandbox that allows no windows.
    return null;
  }
}

/** Closes a window; again, where the page in it was about to go elsewhere and the browser forgot. */
export function closePopup(popup: Window, tries = 20): void {
  popup.close();
  if (tries) setTimeout(() => popup.closed || closePopup(popup, tries - 1), 250);
}

/** What a popup hands back. */
interface HandedBack extends CancelResult {
  /** Whether the customer is to keep what the window shows. */
  staysOpen?: boolean;
}

/**
 * Waits for the result that one of the server's pages hands back from a popup: by BroadcastChannel on the same origin, where the event id tells
 * whose it is; by postMessage from another origin, where the window itself does. Messages from anywhere else are not looked at.
 *
 * @returns undefined when the customer closes the window before
 */
export function resultFromPopup(
  popup: Window,
  origin: string,
  eventId: string | undefined,
  signal: AbortSignal,
): Promise<HandedBack | undefined> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel("retent");
    const watch = setInterval(() => {
      if (popup.closed) resolve(undefined);
    }, 500);
    const take = ({ data, origin: from, source }: MessageEvent) => {
      const isOurs = from === origin && (eventId ? data?.eventId === eventId : source === popup);
      if (isOurs && data?.type === "retent-result" && isCancelResult(data)) resolve(data);
    };
    channel.onmessage = take;
    addEventListener("message", take, { signal });
    signal.addEventListener("abort", () => {
      clearInterval(watch);
      channel.close();
    });
  });
}
