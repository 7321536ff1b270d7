/** A cancellation of a customer who is on the hosted page, as a store takes it. */
export function begun(facts) {
  const now = Date.now();
  return {
    retentBaseEventId: facts.eventId,
    sessionId: null,
    environment: "sandbox",
    bindingHash: "",
    returnTo: null,
    context: null,
    metadata: null,
    status: "started",
    decision: null,
    revision: 0,
    settlement: null,
    billingCustomer: null,
    subscription: null,
    subscriptionLabel: null,
    contact: null,
    linkExpiresAt: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
    ...facts,
  };
}
