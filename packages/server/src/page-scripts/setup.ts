// Runs on the operator's set-up page: shows the snippet as it is chosen, and copies what is to be pasted. Without a
// script there is a button for the first, and none for the second.
const builder = document.querySelector<HTMLFormElement>(".builder form");
builder?.addEventListener("change", () => builder.requestSubmit());

const buttons = document.querySelectorAll<HTMLButtonElement>("button[data-copies]");
for (const button of buttons) {
  const code = document.getElementById(button.dataset.copies ?? "");
  if (!(code instanceof HTMLTextAreaElement)) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.value);
      for (const other of buttons) other.textContent = "Copy";
      button.textContent = "Copied";
    } catch {
      // Browsers have no clipboard on pages without https; what is selected can be copied by hand.
      code.select();
    }
  });
}
