// Runs on the return page. Its first act is to take the token out of the address and the history.
import type { CancelResult } from "../cancellation/cancellation.ts";
import { handBack } from "./hand-back.ts";

/** How long the page that opened this window may take to close it. */
const closingMs = 1000;

/** The answer about a flow of which no decision is known, with the way to its plain page. */
interface OpenAnswer {
  status: "unfinished" | "unknown";
  url: string;
}

type ScriptTexts = Record<"ifAnswered" | "passingOn" | "unreachable" | "refused" | "unfinishedText", string>;

/** Long enough to read one sentence; the page that follows shows the same. */
const readingMs = 1500;

const tokenName = "ci_result_token";
const fragment = new URLSearchParams(location.hash.slice(1));
// A token in the query is not taken either, and has no business in the address.
const search = new URLSearchParams(location.search).has(tokenName) ? "" : location.search;
history.replaceState(null, "", location.pathname + search);

// A token that comes while the page is open already would stay in the address; a fresh load takes it out.
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
  // The page says how it ended.
  if (next.dataset.settled !== undefined) setTimeout(() => location.replace(next.href), readingMs);
} else {
  // Without a token the button stays: the server can still ask RetentBase how it ended.
  status.textContent = texts.ifAnswered;
  plainPage.hidden = false;
}

async function send(result: string): Promise<void> {
  // The button keeps the focus while it is busy, so that the next key press still goes where the customer is.
  if (isSending) return;
  isSending = true;
  status.textContent = texts.passingOn;
  try {
    // What a refused token would have said RetentBase's diagnostics may know.
    for (const url of [status.dataset.result ?? "", check.action]) {
      const response = await fetch(url, {
        method: "POST",
        headers: { accept: "application/json", "content-type": "application/json" },
        body: JSON.stringify({ token: result }),
      });
      if (response.ok) return end(await response.json(), response.headers.get("retent-event"));
      if (response.status >= 500 || response.status === 429) {
        const seconds = Number(response.headers.get("retry-after"));
        if (!(seconds > 0)) return fail(texts.unreachable, true);
        // Too many requests, or a clock that is slow: the same answer is taken in a while.
        setTimeout(() => send(result), seconds * 1000);
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

function end(answer: CancelResult | OpenAnswer, eventId: string | null): void {
  if (!("url" in answer)) show(answer, eventId);
  // The plain page says that the answer can't be looked up.
  else if (answer.status === "unknown") location.replace(answer.url);
  else {
    plainPage.href = answer.url;
    fail(texts.unfinishedText);
  }
}

function show(answer: CancelResult, eventId: string | null): void {
  handBack(answer, eventId, status.dataset.sites?.split(" ") ?? []);
  // Another page, since what the browser remembers of this one's start, its timing entries, holds the address with the token.
  const target = eventId ? `${location.pathname}?event=${encodeURIComponent(eventId)}` : answer.returnTo;
  // Who opened this window closes it now, and a window that is about to go elsewhere is not always closed.
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
