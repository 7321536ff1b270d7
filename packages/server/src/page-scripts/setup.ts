// Runs on the operator's set-up page: shows what is chosen as soon as it is, and copies what is to be pasted. Without
// a script, a button shows what is chosen, and there is none to copy with.

const builder = document.querySelector<HTMLFormElement>(".builder form");
let changes = 0;

builder?.addEventListener("change", async () => {
  changes += 1;
  const change = changes;
  // What is chosen and not shown yet is not what would be copied.
  for (const button of listCopyButtons()) button.disabled = true;
  const url = new URL(builder.action);
  url.search = new URLSearchParams(
    [...new FormData(builder)].map(([name, value]) => [name, String(value)]),
  ).toString();
  const parts = await loadParts(url);
  if (change !== changes) return;
  builder.querySelector("button")?.classList.toggle("primary", !parts);
  if (!parts) return;
  document.querySelector(".parts")?.replaceWith(parts);
  offerCopying();
});

/** What the page shows of other choices; null if it could not be loaded. */
async function loadParts(url: URL): Promise<Element | null> {
  try {
    // This page's policy refuses the styles of another one, and the console says so.
    const page = (await (await fetch(url)).text()).replace(/<style.*?<\/style>/s, "");
    return new DOMParser().parseFromString(page, "text/html").querySelector(".parts");
  } catch {
    return null;
  }
}

function listCopyButtons() {
  return document.querySelectorAll<HTMLButtonElement>("button[data-copies]");
}

function offerCopying(): void {
  for (const button of listCopyButtons()) {
    const code = document.getElementById(button.dataset.copies ?? "");
    if (!(code instanceof HTMLTextAreaElement)) continue;
    button.hidden = false;
    button.addEventListener("click", () => copy(button, code));
  }
}

async function copy(button: HTMLButtonElement, code: HTMLTextAreaElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(code.value);
    for (const other of listCopyButtons()) other.textContent = "Copy";
    button.textContent = "Copied";
  } catch {
    // Browsers have no clipboard on pages without https; what is selected can be copied by hand.
    code.select();
  }
}

offerCopying();
