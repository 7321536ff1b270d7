// Runs on the return page. First it removes the token from the address and the history.
import type { CancelResult } from "../cancellation/cancellation.ts";
import { closeOnRequest } from "./close-on-request.ts";
import { showLocalTimes } from "./local-times.ts";
import { sendResult, sendUndecided } from "./send-result.ts";

/** How long to wait for the page that opened this window to close it. */
const closingMs = 1000;

/** The server's response about a cancellation without a known decision, with the URL of its plain page. */
interface OpenCancellation {
  status: "unfinished" | "unknown";
  url: string;
  /** Where the customer came from. */
  returnTo: string;
}

type ScriptTexts = Record<
  | "saving"
  | "passingOn"
  | "unreachableTitle"
  | "unreachable"
  | "refusedTitle"
  | "refused"
  | "undecidedTitle"
  | "undecidedText",
  string
>;

const tokenName = "ci_result_token";
const fragment = new URLSearchParams(location.hash.slice(1));
// A token in the query is not used, and must not stay in the address.
const search = new URLSearchParams(location.search).has(tokenName) ? "" : location.search;
history.replaceState(null, "", location.pathname + search);

// A token that is added while the page is open would stay in the address. A fresh load removes it.
addEventListener("hashchange", () => location.reload());

const status = element("status");
const check = document.querySelector<HTMLFormElement>("#check");
const retry = document.getElementById("retry");
const plainPage = document.querySelector<HTMLAnchorElement>("#plain-page");
const questions = document.getElementById("questions");
const texts: ScriptTexts = JSON.parse(status.dataset.texts ?? "{}");
const sites = status.dataset.sites?.split(" ") ?? [];
let isSending = false;

const tokens = fragment.getAll(tokenName);
/** Two tokens say two things, so neither counts. */
const token = tokens.length === 1 ? tokens[0] : undefined;
if (check) {
  check.hidden = true;
  retry?.addEventListener("click", () => send(check.action));
  send(check.action);
} else {
  // The page already shows the result.
  closeOnRequest(new URLSearchParams(search).get("event"));
  showLocalTimes();
}

/** @param checkUrl where the server queries RetentBase for the result */
async function send(checkUrl: string): Promise<void> {
  // The button stays enabled while it is busy, so that it keeps the focus.
  if (isSending) return;
  isSending = true;
  element("title").textContent = texts.saving;
  say(texts.passingOn);
  try {
    // If there is no token, or it is refused, RetentBase's diagnostics may still have the result.
    for (const url of token === undefined ? [checkUrl] : [status.dataset.result ?? "", checkUrl]) {
      const response = await fetch(url, {
        method: "POST",
        headers: { accept: "application/json", "content-type": "application/json" },
        body: JSON.stringify({ token }),
        // A customer who leaves the page meanwhile has decided all the same.
        keepalive: true,
      });
      if (response.ok) return end(await response.json(), response.headers.get("retent-event"));
      if (response.status >= 500 || response.status === 429) {
        const seconds = Number(response.headers.get("retry-after"));
        if (!(seconds > 0)) return failToConnect();
        // Too many requests, or a slow clock: the server will accept the same token later.
        setTimeout(() => send(checkUrl), seconds * 1000);
        return fail(texts.passingOn, { isTemporary: true });
      }
    }
    if (token === undefined) showUndecided();
    else fail(texts.refused, { title: texts.refusedTitle });
  } catch {
    failToConnect();
  } finally {
    isSending = false;
  }
}

function end(response: CancelResult | OpenCancellation, eventId: string | null): void {
  if (!("url" in response)) {
    show(response, eventId);
    return;
  }
  if (plainPage) plainPage.href = response.url;
  // A customer who came back with a token has decided, whatever the diagnostics say of it.
  if (token !== undefined) {
    // The plain page says that the decision can't be looked up.
    if (response.status === "unknown") location.replace(response.url);
    else fail(texts.refused, { title: texts.refusedTitle });
  } else if (response.status === "unfinished") goBack(response.returnTo, eventId);
  else showUndecided();
}

/** Nothing was decided, so there is nothing to read. A window that a button opened is closed by its page instead. */
function goBack(target: string, eventId: string | null): void {
  closeOnRequest(eventId);
  sendUndecided(eventId, sites);
  setTimeout(() => location.replace(target), window.opener ? closingMs : closingMs / 4);
}

function failToConnect(): void {
  fail(texts.unreachable, { title: texts.unreachableTitle, isTemporary: true });
}

function showUndecided(): void {
  fail(`${texts.undecidedText} ${texts.refused}`, { title: texts.undecidedTitle });
}

function show(result: CancelResult, eventId: string | null): void {
  closeOnRequest(eventId);
  sendResult(result, eventId, sites);
  // Another page, since this page's timing entries still have the address with the token.
  const target = eventId ? `${location.pathname}?event=${encodeURIComponent(eventId)}` : result.returnTo;
  // The page that opened this window closes it now. Browsers may ignore that while the window navigates.
  setTimeout(() => location.replace(target), window.opener ? closingMs : 0);
}

function fail(text: string, { title = "", isTemporary = false }): void {
  if (title) element("title").textContent = title;
  say(text);
  element("problem").hidden = text !== texts.unreachable && text !== texts.refused;
  if (questions) questions.hidden = isTemporary;
  if (plainPage) {
    plainPage.hidden = false;
    plainPage.classList.toggle("primary", !isTemporary);
  }
  if (!retry) return;
  if (!isTemporary && document.activeElement === retry) element("continue").focus();
  retry.hidden = !isTemporary;
}

function say(text: string): void {
  status.textContent = text;
  status.classList.toggle("busy", text === texts.passingOn);
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page lacks #${id}`);
  return found;
}
