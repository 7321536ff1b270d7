import { type ListedRow, laneByKind, type OutboxLane } from "../../outbox/row.ts";
import { countTasks } from "./operator-layout.ts";

interface ClosingTerms {
  /** What the button says that closes a row of the lane. */
  label: string;
  /** What then does not happen. */
  consequence: string;
}

const closingTerms: Record<OutboxLane, ClosingTerms> = {
  billing: {
    label: "Close without calling billing",
    consequence: "Your billing will not be called again, and does not act on this decision.",
  },
  events: {
    label: "Close without processing",
    consequence: "The billing event will not be processed.",
  },
  retentbase: {
    label: "Close without reporting",
    consequence: "RetentBase will not receive this outcome.",
  },
  sessions: {
    label: "Close without looking it up",
    consequence: "RetentBase will not be asked how the cancellation ended.",
  },
  notifications: { label: "Close without notifying", consequence: "The notification will not be sent." },
  mail: { label: "Close without mailing", consequence: "The customer will not get the mail." },
  declarations: {
    label: "Close without matching",
    consequence: "The declaration will not be taken further.",
  },
  reminders: {
    label: "Close without reminding",
    consequence: "You will not be reminded of the declaration.",
  },
};

/** What the button says that closes rows: what is given up, if that is one thing. */
export function labelClosing(rows: readonly ListedRow[]): string {
  const labels = new Set(rows.map(({ kind }) => closingTerms[laneByKind[kind]].label));
  const [label = ""] = labels;
  return labels.size === 1 ? label : `Close ${countTasks(rows.length)}`;
}

/** What does not happen if rows are closed. */
export function describeClosing(rows: readonly ListedRow[]): string {
  return [...new Set(rows.map(({ kind }) => closingTerms[laneByKind[kind]].consequence))].join(" ");
}
