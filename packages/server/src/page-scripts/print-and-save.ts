import { findTimeZone } from "./local-times.ts";

/** Gives a receipt its button to print, which needs a script, and its file the customer's time zone. */
export function enablePrintAndSave(): void {
  const print = document.getElementById("print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
  const save = document.getElementById("save");
  const timeZone = findTimeZone();
  if (save instanceof HTMLAnchorElement && timeZone) save.href += `&tz=${encodeURIComponent(timeZone)}`;
}
