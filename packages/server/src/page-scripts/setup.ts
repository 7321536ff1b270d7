// Runs on the operator's set-up page: copies what is to be pasted. Without a script there is no button for it.
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copies]")) {
  const code = document.getElementById(button.dataset.copies ?? "");
  if (!(code instanceof HTMLTextAreaElement)) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.value);
      button.textContent = "Copied";
    } catch {
      // Browsers have no clipboard on pages without https; what is selected can be copied by hand.
      code.select();
    }
  });
}
