import type { Environment } from "@retent/retentbase";
import type { Preset } from "../law-preset.ts";
import type { Language } from "../pages/languages.ts";

/** How a contract is to end: with notice, for cause (without notice), or undone by withdrawing from it. */
export type DeclarationKind = "ordinary" | "for_cause" | "withdrawal";

/** What a customer has declared, word for word. */
export interface Statement {
  title: string;
  /** What was filled in, each with the label that stood beside it. */
  lines: readonly (readonly [label: string, value: string])[];
  /** What the button said that sent it. */
  confirm: string;
}

/**
 * That a contract is to end, declared on the page that a law prescribes, by a person who need not be signed in. All
 * that was filled in is personal data.
 */
export interface Declaration {
  /** Also the event id of the cancellation that it leads to. */
  id: string;
  environment: Environment;
  preset: Preset;
  language: Language;
  kind: DeclarationKind;
  /** Why, in the customer's own words; null where the law asks for none. */
  reason: string | null;
  name: string;
  /** The contract as the customer wrote it. */
  contract: string;
  /** Where the confirmation goes; null if there is a postal address instead. */
  email: string | null;
  postalAddress: string | null;
  /** The date on which the contract is to end, as `2026-12-31`; null for the earliest possible. */
  wishedEnd: string | null;
  statement: Statement;
  /** Whether a confirmation goes out by e-mail. */
  isMailed: boolean;
  /** Milliseconds since the epoch. The declaration counts from then on. */
  receivedAtMs: number;
  /** `open` until it has led to a cancellation (`matched`) or the operator has rejected it. */
  status: "open" | "matched" | "rejected";
  /** Whose contract it is, as far as that is known. */
  userId: string | null;
  /** Billing's id of the subscription, as far as that is known. */
  subscription: string | null;
  /** Whether it is not clear which of the customer's subscriptions is meant. */
  isAmbiguous: boolean;
  /** Whether the customer was found by the e-mail address, so that a link sent there proves who confirms. */
  isKnownEmail: boolean;
  /**
   * What shows that it comes from the customer: a session at the host app, the link in the mail, or the operator.
   * Nothing ends before.
   */
  confirmedBy: "session" | "mail" | "operator" | null;
  /** The date from which a contract that ends for cause is over, as the operator decided. */
  endsAt: string | null;
  /** Why the operator rejected it; null where they did not. */
  rejectedBecause: string | null;
  /** Milliseconds since the epoch. */
  updatedAtMs: number;
  /** Counts saves: a save that is based on an older version is refused. */
  version: number;
}

/** Whether it waits for the link in the mail, which shows that it comes from the reader. */
export function isUnconfirmed({ status, confirmedBy }: Declaration): boolean {
  return status === "open" && confirmedBy === null;
}

/** Whether nothing is missing for billing to act. A link in the mail proves only who reads that mail. */
export function isActionable(declaration: Declaration): boolean {
  const { userId, kind, confirmedBy, isKnownEmail, isAmbiguous, status } = declaration;
  if (status !== "open" || userId === null) return false;
  if (confirmedBy === "operator") return true;
  // When a contract ends for cause is for the operator to decide.
  if (kind === "for_cause" || isAmbiguous) return false;
  return confirmedBy === "session" || (confirmedBy === "mail" && isKnownEmail);
}

/** Whether it is shown whose it is, or the operator has matched it: `findCustomer` alone may have been misled. */
export function hasProvenCustomer({ userId, status, confirmedBy, isKnownEmail }: Declaration): boolean {
  return userId !== null && (status === "matched" || confirmedBy === "session" || isKnownEmail);
}
