// Runs on the page where a cancellation can be taken back.
import { showLocalTimes } from "./local-times.ts";

showLocalTimes();
