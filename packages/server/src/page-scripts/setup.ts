// Runs on the operator's set-up page: copies what is to be pasted. Without a script there is no button for it.
const buttons = document.querySelectorAll<HTMLButtonElement>("button[data-copies]");

// What is chosen and not shown yet is not what would be copied.
const builder = document.querySelector<HTMLFormElement>(".builder form");
builder?.addEventListener("change", () => {
  builder.querySelector("button")?.classList.add("primary");
  for (const button of buttons) button.disabled = true;
});

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
