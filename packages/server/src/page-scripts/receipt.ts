// Runs on the receipt. If a button opened it in a new window, the button receives the result.
import { sendResult } from "./send-result.ts";

const { answer = "", event = null, sites = "" } = document.querySelector("dl")?.dataset ?? {};
// The window stays open, since the customer may want to keep the receipt.
sendResult(JSON.parse(answer), event, sites.split(" "), { staysOpen: true });
