// Runs on the pages that show a time and need nothing else.
import { showLocalTimes } from "./local-times.ts";

showLocalTimes();
