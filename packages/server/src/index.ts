export { type OptionFault, OptionsError } from "@retent/retentbase";
export type {
  Billing,
  BillingAnswer,
  BillingWebhook,
  CancellationResult,
  OnResult,
  WhoEnds,
} from "./billing.ts";
export { type BillingEvent, BillingEventError, type BillingFact } from "./billing-event.ts";
export type {
  Cancellation,
  CancellationStatus,
  CancelResult,
  Decision,
  Settlement,
} from "./cancellation/cancellation.ts";
export type { RecordedCancellation } from "./cancellation/record.ts";
export { createRetent } from "./create-retent.ts";
export type { Customer } from "./customer.ts";
export type { ProblemCode } from "./errors.ts";
export type { FallbackReason, OnEvent, RetentEvent, UpstreamFailure } from "./events.ts";
export { createTokenCheck, type TokenCheck } from "./health/token-check.ts";
export type { IdentityOptions } from "./identity.ts";
export type {
  CancellationNotification,
  DeadRowNotification,
  Notification,
  NotificationAnswer,
  NotificationMessage,
  NotificationType,
  Notifier,
} from "./notifications/notifier.ts";
export type { RetentOptions } from "./options.ts";
export {
  type ClaimQuery,
  type DatedOutboxRow,
  type Failure,
  type ListedRow,
  type ListQuery,
  laneOf,
  type NewOutboxRow,
  type NextTry,
  type OutboxCounts,
  type OutboxKind,
  type OutboxLane,
  type OutboxRow,
} from "./outbox/row.ts";
export type { Texts } from "./pages/languages/en.ts";
export type { Language } from "./pages/languages.ts";
export type { OwnTexts } from "./pages/own-texts.ts";
export type { Preset } from "./preset.ts";
export type { RateLimiter, RateLimiterOptions } from "./rate-limits.ts";
export type { Retent } from "./retent.ts";
export {
  type BillingIds,
  type Change,
  type Store,
  type StoredBillingEvent,
  StoreError,
  type StoreErrorCode,
} from "./store.ts";
