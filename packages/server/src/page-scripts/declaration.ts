// Runs on the receipt of a declaration.
import { showLocalTimes } from "./local-times.ts";
import { enablePrintAndSave } from "./print-and-save.ts";

enablePrintAndSave();
showLocalTimes();
