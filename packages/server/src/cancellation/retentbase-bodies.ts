import type { CancellationRequest, CancellationUpdate, Metadata } from "@retent/retentbase";
import { type Cancellation, type Decision, isChosen, type Settlement } from "./cancellation.ts";

/** Body of `POST /api/v1/cancellations`: the outcome is left out until billing has settled. */
export function toCreateBody(cancellation: Cancellation, decision: Decision): CancellationRequest {
  const { reasonKey, reasonText, offer } = decision;
  return {
    eventId: cancellation.retentBaseEventId,
    userId: cancellation.userId,
    reasonKey: reasonKey ?? "not_asked",
    ...(reasonText !== null && { reasonText }),
    ...(offer && { offer }),
    ...(cancellation.context && { context: cancellation.context }),
    occurredAt: new Date(decision.decidedAtMs).toISOString(),
    environment: cancellation.environment,
    ...withMetadata(toMetadata(cancellation)),
  };
}

/** What the host app gave, and which subscription was chosen. */
export function toMetadata(
  cancellation: Pick<Cancellation, "metadata" | "subscription" | "subscriptionLabel">,
): Metadata {
  const { metadata, subscription } = cancellation;
  return { ...metadata, ...(isChosen(cancellation) && { subscriptionId: subscription }) };
}

function withMetadata(metadata: Metadata): { metadata?: Metadata } {
  return Object.keys(metadata).length === 0 ? {} : { metadata };
}

/** Body of `PATCH /api/v1/cancellations/{eventId}`. */
export function toUpdateBody({ environment }: Cancellation, settlement: Settlement): CancellationUpdate {
  const { outcome, effectiveAt, metadata } = settlement;
  return {
    environment,
    outcome,
    ...(effectiveAt !== null && { effectiveAt }),
    ...(metadata && { metadata }),
  };
}
