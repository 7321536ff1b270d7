// Runs on the return page. Its first act is to take the token out of the address and the history.
import type { Answer } from "../cancellation.ts";
import { type AnswerWording, describeAnswer } from "../pages/wording.ts";
import { handBack } from "./hand-back.ts";

type ScriptTexts = AnswerWording["texts"] &
  Record<"ifAnswered" | "passingOn" | "unreachable" | "refused", string>;

const fragment = new URLSearchParams(location.hash.slice(1));
// A token in the query is not taken either, and has no business in the address.
const search = location.search.includes("ci_result_token") ? "" : location.search;
history.replaceState(null, "", location.pathname + search);

// A token that comes while the page is open already would stay in the address; a fresh load takes it out.
addEventListener("hashchange", () => location.reload());

const status = element("status");
const check = element("check");
const retry = element("retry");
const plainPage = element("plain-page");
const next = element("continue") as HTMLAnchorElement;
const texts: ScriptTexts = JSON.parse(status.dataset.texts ?? "{}");
let isSending = false;

const [token, ...others] = fragment.getAll("ci_result_token");
if (token !== undefined && others.length === 0) {
  check.hidden = true;
  retry.addEventListener("click", () => send(token));
  send(token);
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
    const response = await fetch(status.dataset.result ?? "", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: result }),
    });
    if (response.ok) {
      const answer: Answer = await response.json();
      show(answer);
      handBack(answer, response.headers.get("retent-event"), status.dataset.sites?.split(" ") ?? []);
    } else fail(response.status >= 500 || response.status === 429);
  } catch {
    fail(true);
  } finally {
    isSending = false;
  }
}

function show(answer: Answer): void {
  status.textContent = describeAnswer(answer, { language: document.documentElement.lang, texts });
  if (document.activeElement === retry) next.focus();
  retry.hidden = true;
  plainPage.hidden = true;
  const target = new URL(answer.returnTo);
  if (target.protocol !== "https:" && target.protocol !== "http:") return;
  next.href = target.href;
  // Long enough to read one sentence; the page that follows shows the same.
  if (answer.status === "settled") setTimeout(() => location.replace(target.href), 1500);
}

function fail(isTemporary: boolean): void {
  status.textContent = isTemporary ? texts.unreachable : texts.refused;
  if (!isTemporary && document.activeElement === retry) next.focus();
  retry.hidden = !isTemporary;
  plainPage.hidden = false;
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page lacks #${id}`);
  return found;
}
