// Runs on the receipt. If a button opened it in a new window, the button receives the result.
import { findTimeZone, showLocalTimes } from "./local-times.ts";
import { sendResult } from "./send-result.ts";

const { answer = "", event = null, sites = "" } = document.getElementById("receipt")?.dataset ?? {};
// The window stays open, since the customer may want to keep the receipt.
sendResult(JSON.parse(answer), event, sites.split(" "), { staysOpen: true });

// Printing needs a script, so without one there is no button for it.
const print = document.getElementById("print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

const save = document.getElementById("save");
const timeZone = findTimeZone();
if (save instanceof HTMLAnchorElement && timeZone) save.href += `&tz=${encodeURIComponent(timeZone)}`;
showLocalTimes();
