import { describeIssues } from "@retent/retentbase/internal";
import * as z from "zod";

/** The API's endpoints by the names that faults use; `*` stands for every API call. */
export const faultEndpoints = ["*", "cancel-link", "cancel-sessions", "cancellations", "update"] as const;
export type FaultEndpoint = (typeof faultEndpoints)[number];

const flag = z.boolean({ error: "use true or false" }).optional();
const statusError = "use a whole number from 200 to 599";
const delayError = "use whole milliseconds from 0 to 600000";
const timesError = "use a whole number, 0 for until cleared";
const retryAfterError = "use seconds, or the header's text";

/**
 * What goes wrong with an API call, on demand. Each fault names one effect, and a delay before it where
 * wanted.
 */
export const faultSchema = z
  .strictObject({
    /** Which endpoint. Default `*`. */
    endpoint: z.enum(faultEndpoints, { error: `use one of ${faultEndpoints.join(", ")}` }).default("*"),
    /** Answers with this status and applies nothing. */
    status: z.int({ error: statusError }).min(200, statusError).max(599, statusError).optional(),
    /** Waits first, in milliseconds. */
    delayMs: z.int({ error: delayError }).min(0, delayError).max(600_000, delayError).optional(),
    /** Ends the connection and applies nothing. */
    drop: flag,
    /** Applies the call, then ends the connection without an answer. */
    loseAnswer: flag,
    /** Never answers and applies nothing. */
    hang: flag,
    /** The answer's Retry-After: seconds, or the header as text (an HTTP date, say). Needs `status`. */
    retryAfter: z
      .union([z.int().min(0), z.string().regex(/^[\x20-\x7e]+$/)], { error: retryAfterError })
      .optional(),
    /**
     * The answer's body: a text is sent as HTML, anything else as JSON. Without `status` it comes with 200.
     */
    body: z.json().optional(),
    /** How many calls it hits; 0 for every call until cleared. Default 1. */
    times: z.int({ error: timesError }).min(0, timesError).default(1),
  })
  .superRefine((fault, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    const answers = fault.status !== undefined || fault.body !== undefined;
    const effects = [answers, fault.drop, fault.loseAnswer, fault.hang].filter(Boolean).length;
    if (effects > 1) refuse("status", "use one of status, drop, loseAnswer and hang");
    if (effects === 0 && fault.delayMs === undefined) {
      refuse("status", "say what goes wrong: status, body, delayMs, drop, loseAnswer or hang");
    }
    if (fault.retryAfter !== undefined && fault.status === undefined) {
      refuse("retryAfter", "goes with a status only");
    }
  });

/** A fault as one asks for it. */
export type Fault = z.input<typeof faultSchema>;

/** A fault that is waiting for calls. */
export type ActiveFault = z.output<typeof faultSchema> & {
  id: number;
  /** How many calls it will still hit; null for every call until cleared. */
  remaining: number | null;
};

/** A fault in a few words, for people. */
export function describeFault(fault: Omit<Fault, "endpoint" | "times">): string {
  const effect = describeEffect(fault);
  return fault.delayMs === undefined ? effect : `${effect}, after ${fault.delayMs} ms`;
}

function describeEffect(fault: Omit<Fault, "endpoint" | "times">): string {
  if (fault.drop) return "connection dropped";
  if (fault.loseAnswer) return "applied, answer lost";
  if (fault.hang) return "no answer ever";
  if (fault.status === undefined && fault.body === undefined) return "answered late";
  const retryAfter = fault.retryAfter === undefined ? "" : `, Retry-After: ${fault.retryAfter}`;
  const body = fault.body === undefined ? "" : ", other body";
  return `answered ${fault.status ?? 200}${retryAfter}${body}`;
}

/** The first thing wrong with a fault, in one line that names the field. */
export function describeFaultError(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue?.code === "unrecognized_keys") return `${issue.keys[0]}: there is no such field`;
  return describeIssues({ issues: error.issues.slice(0, 1) }, "fault");
}
