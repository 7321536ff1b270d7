import type { RetentEvent } from "../retent-event.ts";

/** Tracks whether the mail host can be used at all. */
export interface MailMonitor {
  note(event: RetentEvent): void;
  /** The code of the failure that keeps every mail from being sent; undefined if there is none. */
  fault(): "login_refused" | undefined;
}

/** A refused login does not recover by itself; a host that can't be reached may, and shows by what waits. */
export function createMailMonitor(): MailMonitor {
  let fault: "login_refused" | undefined;
  return {
    note(event) {
      if (event.type === "mail_sent" || event.type === "mail_dead") fault = undefined;
      if (event.type === "mail_failed" && event.code !== "no_answer")
        fault = event.code === "login_refused" ? event.code : undefined;
    },
    fault: () => fault,
  };
}
