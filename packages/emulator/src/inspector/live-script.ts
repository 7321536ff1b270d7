import { createHash } from "node:crypto";

/**
 * Runs in the inspector's page: after a change it fetches the page again and swaps the parts marked
 * `data-live`, at most a few times a second, keeping what is unfolded and what has the focus.
 */
export const liveScript = `
const light = document.getElementById("live");
let timer;
async function refresh() {
  timer = undefined;
  const response = await fetch("/", { headers: { accept: "text/html" } });
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = next.getElementById(part.id);
    if (!fresh || fresh.innerHTML === part.innerHTML) continue;
    const open = new Set([...part.querySelectorAll("details[open]")].map((each) => each.id));
    const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
    for (const each of fresh.querySelectorAll("details")) each.open = open.has(each.id);
    part.replaceChildren(...fresh.childNodes);
    if (focused) document.getElementById(focused)?.focus();
  }
}
const source = new EventSource("/_emulator/events");
source.onopen = () => { light.textContent = "Live"; light.dataset.state = "on"; refresh().catch(() => {}); };
source.onerror = () => { light.textContent = "Reload the page to see what is new"; light.dataset.state = "off"; };
source.addEventListener("change", () => { timer ??= setTimeout(() => refresh().catch(() => {}), 120); });
`;

/** What a Content-Security-Policy needs to let the script run (CSP Level 3, hash-source). */
export const liveScriptHash = `'sha256-${createHash("sha256").update(liveScript).digest("base64")}'`;
