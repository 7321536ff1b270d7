// A file of its own, which is loaded only by buttons with `mode="popup"`.
import { type CancelResult, isCancelResult } from "./cancel-result.ts";

/**
 * Closes a window, repeatedly: browsers ignore it while the page in the window navigates. A window that a
 * Cross-Origin-Opener-Policy has cut off only seems closed, so its page is also asked to close it.
 */
function closePopup(popup: Window, eventId: string | undefined, attempts = 20): void {
  popup.close();
  new BroadcastChannel("retent").postMessage({ type: "retent-close", eventId });
  if (attempts) setTimeout(() => closePopup(popup, eventId, attempts - 1), 250);
}

/** A result that one of the server's pages sends from a popup. */
interface PopupResult extends CancelResult {
  /** Whether the window shows a receipt that the customer may want to keep. */
  staysOpen?: boolean;
}

interface PopupFlow {
  popup: Window;
  /** A URL of the server; without one, the server is on the page's origin. */
  url: string | undefined;
  /** Undefined if the server is on another origin. */
  eventId: string | undefined;
  /** Aborted when the button no longer waits. A later result still counts. */
  waiting: AbortSignal;
  /** Aborted when the button is gone. */
  signal: AbortSignal;
  /** Called, repeatedly while the button waits, if the window seems closed. */
  onClosed: () => void;
}

/**
 * Waits for the result that one of the server's pages sends from a popup, then closes it unless it shows a
 * receipt; undefined if the customer came back undecided. On the same origin the result comes by
 * BroadcastChannel, and the event id identifies the flow. From another origin it comes by postMessage, and
 * the window identifies the flow. All other messages are ignored. That the window seems closed ends nothing:
 * it also seems so once a Cross-Origin-Opener-Policy has cut it off.
 */
export function watchPopup(flow: PopupFlow): Promise<CancelResult | undefined> {
  const { popup, url = location.href, eventId, waiting, signal, onClosed } = flow;
  const timer = setInterval(() => popup.closed && onClosed(), 500);
  waiting.addEventListener("abort", () => clearInterval(timer));
  const { origin } = new URL(url);
  return new Promise((resolve) => {
    const channel = new BroadcastChannel("retent");
    const receive = ({ data, origin: sender, source }: MessageEvent) => {
      const isExpected = sender === origin && (eventId ? data?.eventId === eventId : source === popup);
      if (!isExpected) return;
      if (data?.type === "retent-result" && isCancelResult(data)) {
        if (!(data as PopupResult).staysOpen) closePopup(popup, eventId);
        resolve(data);
      }
      // The customer left the questions to go back.
      if (data?.type === "retent-undecided") {
        closePopup(popup, eventId);
        resolve(undefined);
      }
    };
    channel.onmessage = receive;
    addEventListener("message", receive, { signal });
    signal.addEventListener("abort", () => channel.close());
  });
}
