import type { Environment, Offer, Outcome } from "@retent/retentbase";
import type { CancellationStatus } from "../cancellation/cancellation.ts";
import type { DeclarationKind } from "../declarations/declaration.ts";
import type { Preset } from "../law-preset.ts";
import type { OutboxKind } from "../outbox/row.ts";

/**
 * The customer has decided (`cancellation.returned`), billing has (`cancellation.settled`), RetentBase has
 * taken the outcome (`cancellation.forwarded`), a row has failed permanently and waits for the operator
 * (`outbox.dead`), a customer has declared that a contract is to end (`declaration.received`), or such a declaration is
 * still open after one or three days (`declaration.open`).
 */
export type NotificationType = (typeof notificationTypes)[number];

export const notificationTypes = [
  "cancellation.returned",
  "cancellation.settled",
  "cancellation.forwarded",
  "outbox.dead",
  "declaration.received",
  "declaration.open",
] as const;

interface Concerned {
  eventId: string;
  environment: Environment;
  userId: string;
}

/** How a cancellation stands. */
export interface CancellationNotification {
  type: Extract<NotificationType, `cancellation.${string}`>;
  /** ISO date and time at which it happened. */
  timestamp: string;
  data: Concerned & {
    status: CancellationStatus;
    /** Of `cancellation.returned` what the customer decided, of the others what billing made of it. */
    outcome: Outcome;
    /** The date that the customer wishes as the end, as `2026-12-31`; null for the earliest possible. */
    endsAt: string | null;
    /** ISO date and time; null where billing did not say. */
    effectiveAt: string | null;
    /**
     * Whether billing made the settlement. If not, and the outcome is `churned`, a person or another system
     * has to end the subscription.
     */
    confirmed: boolean;
    reasonKey: string | null;
    /** The customer's own words: personal data. */
    reasonText: string | null;
    offer: Offer | null;
    /** Billing's id of the subscription, as far as it is known which one is meant. */
    subscription: string | null;
    /** Counts the customer's decisions. */
    revision: number;
  };
}

/** A row of the outbox that failed permanently. */
export interface DeadRowNotification {
  type: "outbox.dead";
  /** ISO date and time at which it happened. */
  timestamp: string;
  data: Concerned & {
    kind: OutboxKind;
    /** HTTP status of the last answer; null where there was none. */
    status: number | null;
    attempts: number;
    /** The answer, shortened. */
    detail: string;
  };
}

/** A declaration that a contract is to end. What was filled in is on the operator's page. */
export interface DeclarationNotification {
  type: Extract<NotificationType, `declaration.${string}`>;
  /** ISO date and time at which it happened. */
  timestamp: string;
  data: {
    declarationId: string;
    environment: Environment;
    preset: Preset;
    kind: DeclarationKind;
    /** ISO date and time. The declaration counts from then on. */
    receivedAt: string;
    /** The date on which the contract is to end, as `2026-12-31`; null for the earliest possible. */
    wishedEnd: string | null;
    /** Whose contract it is; null as long as that is not known. */
    userId: string | null;
  };
}

export type Notification = CancellationNotification | DeadRowNotification | DeclarationNotification;

/** Whether a notification says how a cancellation stands. */
export function isOfCancellation(notification: Notification): notification is CancellationNotification {
  return notification.type.startsWith("cancellation.");
}

/** What is sent, the same on every try. */
export interface NotificationMessage {
  /** By this the receiver knows a message that it has had already. */
  id: string;
  type: NotificationType;
  content: string;
}

export interface NotificationAnswer {
  /** HTTP status: 2xx is taken for received. */
  status: number;
  /** For the log: its beginning, without secrets. */
  body: string;
  /** How long the receiver asked us to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
}

/** Sends notifications: `createNotifier` of `@retent/server/notifications`, or a way of your own. */
export interface Notifier {
  /** The types that it sends. Default: all. */
  readonly types?: readonly NotificationType[];
  /** What will be sent, the same on every attempt; null if this notification is not wanted. */
  compose(notification: Notification): string | null;
  /**
   * Sends once; the outbox sees to further tries. Rejects where there was no answer.
   *
   * @param call the present in milliseconds since the epoch, and a signal that ends the try
   */
  send(message: NotificationMessage, call: { now: number; signal: AbortSignal }): Promise<NotificationAnswer>;
}
