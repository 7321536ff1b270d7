// Runs on the receipt, which a button may have opened in a window of its own: the button learns how it stands.
import { handBack } from "./hand-back.ts";

const { answer = "", event = null, sites = "" } = document.querySelector("dl")?.dataset ?? {};
// The window stays, since the receipt is to be kept.
handBack(JSON.parse(answer), event, sites.split(" "), { staysOpen: true });
