// For authors of stores, beside `Store` and `StoreError`. Types that are not listed follow from these.
export type { Cancellation } from "./cancellation/cancellation.ts";
export type { Declaration } from "./declarations/declaration.ts";
export type {
  DeclarationChange,
  DeclarationQuery,
  DeclarationStore,
  OpenDeclarations,
} from "./declarations/declaration-store.ts";
export {
  type ClaimQuery,
  type ListedRow,
  type ListQuery,
  laneByKind,
  type NewOutboxRow,
  type OutboxCounts,
  type OutboxKind,
  type OutboxLane,
  type OutboxRow,
} from "./outbox/row.ts";
export type { RateLimiter } from "./rate-limits.ts";
export type { Change } from "./store.ts";
