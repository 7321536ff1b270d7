// Runs on the return page. First it removes the token from the address and the history.
import type { CancelResult } from "../cancellation/cancellation.ts";
import { closeOnRequest } from "./close-on-request.ts";
import { sendResult } from "./send-result.ts";

/** How long to wait for the page that opened this window to close it. */
const closingMs = 1000;

/** The server's response about a cancellation without a known decision, with the URL of its plain page. */
interface OpenCancellation {
  status: "unfinished" | "unknown";
  url: string;
}

type ScriptTexts = Record<"ifAnswered" | "passingOn" | "unreachable" | "refused" | "unfinishedText", string>;

/** Long enough to read one sentence. The next page shows the same. */
const readingMs = 1500;

const tokenName = "ci_result_token";
const fragment = new URLSearchParams(location.hash.slice(1));
// A token in the query is not used, and must not stay in the address.
const search = new URLSearchParams(location.search).has(tokenName) ? "" : location.search;
history.replaceState(null, "", location.pathname + search);

// A token that is added while the page is open would stay in the address. A fresh load removes it.
addEventListener("hashchange", () => location.reload());

const status = element("status");
const check = element("check") as HTMLFormElement;
const retry = element("retry");
const plainPage = element("plain-page") as HTMLAnchorElement;
const next = element("continue") as HTMLAnchorElement;
const texts: ScriptTexts = JSON.parse(status.dataset.texts ?? "{}");
let isSending = false;

const [token, ...others] = fragment.getAll(tokenName);
if (token !== undefined && others.length === 0) {
  check.hidden = true;
  retry.addEventListener("click", () => send(token));
  send(token);
} else if (check.hidden) {
  // The page already shows the result.
  closeOnRequest(new URLSearchParams(search).get("event"));
  if (next.dataset.settled !== undefined) setTimeout(() => location.replace(next.href), readingMs);
} else {
  // Without a token the button stays, since the server can still query RetentBase for the result.
  status.textContent = texts.ifAnswered;
  plainPage.hidden = false;
}

async function send(token: string): Promise<void> {
  // The button stays enabled while it is busy, so that it keeps the focus.
  if (isSending) return;
  isSending = true;
  status.textContent = texts.passingOn;
  try {
    // If the token is refused, RetentBase's diagnostics may still have the result.
    for (const url of [status.dataset.result ?? "", check.action]) {
      const response = await fetch(url, {
        method: "POST",
        headers: { accept: "application/json", "content-type": "application/json" },
        body: JSON.stringify({ token }),
      });
      if (response.ok) return end(await response.json(), response.headers.get("retent-event"));
      if (response.status >= 500 || response.status === 429) {
        const seconds = Number(response.headers.get("retry-after"));
        if (!(seconds > 0)) return fail(texts.unreachable, true);
        // Too many requests, or a slow clock: the server will accept the same token later.
        setTimeout(() => send(token), seconds * 1000);
        return fail(texts.passingOn, true);
      }
    }
    fail(texts.refused);
  } catch {
    fail(texts.unreachable, true);
  } finally {
    isSending = false;
  }
}

function end(response: CancelResult | OpenCancellation, eventId: string | null): void {
  if (!("url" in response)) show(response, eventId);
  // The plain page says that the decision can't be looked up.
  else if (response.status === "unknown") location.replace(response.url);
  else {
    plainPage.href = response.url;
    fail(texts.unfinishedText);
  }
}

function show(result: CancelResult, eventId: string | null): void {
  closeOnRequest(eventId);
  sendResult(result, eventId, status.dataset.sites?.split(" ") ?? []);
  // Another page, since this page's timing entries still have the address with the token.
  const target = eventId ? `${location.pathname}?event=${encodeURIComponent(eventId)}` : result.returnTo;
  // The page that opened this window closes it now. Browsers may ignore that while the window navigates.
  setTimeout(() => location.replace(target), window.opener ? closingMs : 0);
}

function fail(text: string, isTemporary = false): void {
  status.textContent = text;
  if (!isTemporary && document.activeElement === retry) next.focus();
  retry.hidden = !isTemporary;
  plainPage.hidden = false;
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page lacks #${id}`);
  return found;
}
