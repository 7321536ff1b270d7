// Runs on the receipt. If a button opened it in a new window, the button receives the result.
import { showLocalTimes } from "./local-times.ts";
import { enablePrintAndSave } from "./print-and-save.ts";
import { sendResult } from "./send-result.ts";

const { answer = "", event = null, sites = "" } = document.getElementById("receipt")?.dataset ?? {};
// The window stays open, since the customer may want to keep the receipt.
sendResult(JSON.parse(answer), event, sites.split(" "), { staysOpen: true });

enablePrintAndSave();
showLocalTimes();
