// Runs on the return page. Its first act is to take the token out of the address and the history.
import type { Answer } from "../cancellation.ts";
import { describeAnswer } from "../pages/wording.ts";
import { handBack } from "./hand-back.ts";

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

const [token, ...others] = fragment.getAll("ci_result_token");
if (token !== undefined && others.length === 0) {
  check.hidden = true;
  retry.addEventListener("click", () => send(token));
  send(token);
} else {
  // Without a token the button stays: the server can still ask RetentBase how it ended.
  status.textContent =
    "If you answered all the questions, press the button to see the result. If you did not, nothing has changed.";
  plainPage.hidden = false;
}

async function send(result: string): Promise<void> {
  retry.hidden = true;
  plainPage.hidden = true;
  status.textContent = "One moment, we are passing your answer on …";
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
  }
}

function show(answer: Answer): void {
  status.textContent = describeAnswer(answer);
  const target = new URL(answer.returnTo);
  if (target.protocol !== "https:" && target.protocol !== "http:") return;
  next.href = target.href;
  // Long enough to read one sentence; the page that follows shows the same.
  if (answer.status === "settled") setTimeout(() => location.replace(target.href), 1500);
}

function fail(isTemporary: boolean): void {
  status.textContent = isTemporary
    ? "We could not reach our server. Nothing is lost: try again."
    : "We could not use this answer, so nothing has changed.";
  retry.hidden = !isTemporary;
  plainPage.hidden = false;
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page lacks #${id}`);
  return found;
}
