import type { Environment, Outcome } from "@retent/retentbase";
import type { TokenNames } from "@retent/retentbase/internal";
import type { Decision } from "./cancellation/cancellation.ts";
import type { CustomerCounts } from "./cancellation/customer-data.ts";
import type { Preset } from "./law-preset.ts";
import type { MailTemplate } from "./mail/mailer.ts";
import type { NotificationType } from "./notifications/notifier.ts";
import type { OutboxKind } from "./outbox/row.ts";

/** Why a customer was led to the plain page instead of the hosted one. */
export type FallbackReason = "timeout" | "unreachable" | "rejected" | "rate_limited";

/** What another server answered when a call failed: for the log, not for customers. */
export interface UpstreamFailure {
  /** HTTP status; undefined where no answer came. */
  status: number | undefined;
  /** Our name of the failure, e.g. `rate_limited`. */
  code: string;
  /** The answer's body, shortened, without secrets. */
  body: string | undefined;
}

/**
 * Everything that happens, for logs, metrics and traces. No event holds a token, a key, a cookie or the URL
 * of a hosted page. User ids and the customers' own words are also left out; the event id leads to them. Only
 * `error` is what was thrown, and what the host app's functions throw may quote any of that.
 */
export type RetentEvent =
  | { type: "settings_warning"; message: string }
  | { type: "link_created"; eventId: string; environment: Environment; durationMs: number }
  | ({ type: "link_failed"; eventId: string; fallback: FallbackReason; durationMs: number } & UpstreamFailure)
  | { type: "return_to_ignored"; eventId: string; origin: string | null }
  /**
   * A page that may not start a cancellation posted to us. `origin` is null if the browser hides it;
   * `message` says what to do if the page is the merchant's own.
   */
  | { type: "origin_refused"; origin: string | null; message: string }
  // A limit could not be counted, so the request passed.
  | { type: "limit_not_counted"; error: unknown }
  | {
      type: "result_refused";
      reason: string;
      /** What is wrong with a token, without a value of it. */
      detail?: string;
      /** What a token is made of, by name. */
      token?: TokenNames;
    }
  | {
      type: "identity_refused";
      reason: string;
      /** The issuer or the audience of a token that the right keys have signed, if that is what differs. */
      found?: string;
      /** What is configured instead. */
      expected?: string;
    }
  /**
   * The host's function `identify` threw, took too long, or returned something else than a customer: the
   * request failed with 500.
   */
  | { type: "identify_failed"; error: unknown }
  | {
      type: "result_accepted";
      eventId: string;
      outcome: Outcome;
      source: Decision["source"];
      revision: number;
    }
  // A result named an event id that another user's cancellation has: the cancellation keeps its own.
  | { type: "event_id_ignored"; eventId: string }
  | ({ type: "session_unavailable"; eventId: string } & UpstreamFailure)
  | { type: "billing_failed"; eventId: string; revision: number; attempts: number; error: unknown }
  /**
   * A billing event arrived: it is stored and will be processed, or was known. `name` is billing's name for
   * it.
   */
  | { type: "billing_event"; id: string; name: string; isNew: boolean }
  /**
   * A message that should not have come here, of another account or environment, or of a kind that says too
   * little: acknowledged and dropped. `fault` is a code, e.g. `thin_events`, if the endpoint has to be set up
   * differently.
   */
  | { type: "billing_event_ignored"; reason: string; fault?: string }
  // A message that is not billing's or can't be read.
  | { type: "billing_event_refused"; reason: string }
  // Billing did not say what RetentBase may know of the customer: the link was made without.
  | { type: "context_unavailable"; eventId: string; error: unknown }
  // Billing did not say what the customer may cancel: the customer went on without choosing.
  | { type: "subscriptions_unavailable"; error: unknown }
  // Billing's answer named another subscription than the one that was chosen, which stands: only what happens
  // to that one decides the outcome.
  | { type: "subscription_mismatch"; eventId: string; revision: number }
  | { type: "billing_pending"; eventId: string; revision: number }
  // `afterMs`: how long after the customer's decision.
  | { type: "settled"; eventId: string; outcome: Outcome; revision: number; afterMs?: number }
  | { type: "delivered"; eventId: string; kind: OutboxKind; status: number }
  | ({
      type: "delivery_failed";
      eventId: string;
      kind: OutboxKind;
      attempts: number;
      retryInMs: number;
    } & UpstreamFailure)
  | ({ type: "delivery_dead"; eventId: string; kind: OutboxKind; attempts: number } & UpstreamFailure)
  | ({ type: "outbox_paused"; retryInMs: number } & UpstreamFailure)
  | { type: "outbox_resumed" }
  | { type: "notification_sent"; eventId: string; about: NotificationType; status: number }
  | ({
      type: "notification_failed";
      eventId: string;
      about: NotificationType;
      attempts: number;
      retryInMs: number;
    } & UpstreamFailure)
  | ({
      type: "notification_dead";
      eventId: string;
      about: NotificationType;
      attempts: number;
    } & UpstreamFailure)
  /** A mail host has taken a mail to a customer. */
  | { type: "mail_sent"; eventId: string; template: MailTemplate }
  // `status` is the SMTP reply code, and `body` the reply without the customer's address.
  | ({
      type: "mail_failed";
      eventId: string;
      template: MailTemplate;
      attempts: number;
      retryInMs: number;
    } & UpstreamFailure)
  | ({ type: "mail_dead"; eventId: string; template: MailTemplate; attempts: number } & UpstreamFailure)
  /** A customer has declared that a contract is to end; it has led to a cancellation; or it still waits for that. */
  | {
      type: "declaration_received" | "declaration_matched" | "declaration_open";
      declarationId: string;
      preset: Preset;
    }
  /** Everything about a customer was removed, on request: how many of each. */
  | ({ type: "customer_erased" } & CustomerCounts)
  /** A request was answered; `route` is null where there is none. */
  | { type: "answered"; route: string | null; status: number; durationMs: number }
  | { type: "request_failed"; error: unknown };

export type OnEvent = (event: RetentEvent) => void;
