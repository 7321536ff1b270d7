import { vi } from "vitest";
import type { OnResult } from "../src/billing/billing.ts";
import { createRetent } from "../src/create-retent.ts";
import type { Customer } from "../src/customer.ts";
import type { RetentOptions } from "../src/options/options.ts";
import type { RetentEvent } from "../src/retent-event.ts";
import { createBrowser } from "./browser.ts";
import { openStore } from "./database.ts";
import { createFakeRetentBase, type FakeRetentBase } from "./fake-retentbase.ts";
import { type Claims, churnedClaims, signingSecret, signToken, workspaceKey } from "./signed-token.ts";
import { connect } from "./transport.ts";

export const publicUrl = "https://shop.example/api/retent";
export const apiKey = "rb_key_of_these_tests_4f1c9a";
export const start = Date.parse("2026-03-01T00:00:00Z");

export interface Flow {
  url: string;
  expiresAt: string;
  environment: string;
  eventId: string;
  fallback: string | null;
  sessionId: string;
}

export interface Answer {
  status: string;
  outcome: string | null;
  effectiveAt: string | null;
  environment: string;
  returnTo: string;
}

type Overrides = Partial<RetentOptions> & { clock?: { now: number }; retentbase?: FakeRetentBase };

/**
 * A server with a clock that stands still, a RetentBase that is made up and billing that agrees with the customer. How requests reach
 * it and where it keeps its work is up to the test run.
 */
export async function startServer({ clock = { now: start }, ...overrides }: Overrides = {}) {
  const { retentbase = createFakeRetentBase(clock), ...options } = overrides;
  const events: RetentEvent[] = [];
  const store = options.store ?? (await openStore());
  const session: { customer: Customer | null } = { customer: { userId: "user_1" } };
  const billing = vi.fn<OnResult>(options.onResult ?? (({ outcome }) => ({ outcome })));
  const retent = createRetent({
    apiKey,
    resultToken: { secret: signingSecret, audience: workspaceKey },
    publicUrl,
    identify: () => session.customer,
    onEvent: (event) => events.push(event),
    fetch: retentbase.fetch,
    now: () => clock.now,
    // In the middle of every jitter.
    random: () => 0.5,
    limits: { linksPerUser: 1000 },
    ...options,
    // A billing system acts by itself, unless the host does, and so does the person whom `settle` means.
    ...((options.onResult || !(options.billing || options.settle)) && { onResult: billing }),
    store,
  });
  const send = await connect(retent);
  const newBrowser = () => createBrowser(send, publicUrl);
  const browser = newBrowser();

  async function startFlow(fields: object = {}, from = browser): Promise<Flow> {
    const response = await from.postJson("/cancel-link", fields);
    if (response.status !== 200) throw new Error(`no link: ${response.status} ${await response.text()}`);
    const flow = (await response.json()) as Omit<Flow, "sessionId">;
    const stored = await store.find(flow.eventId);
    return { ...flow, sessionId: stored?.sessionId ?? "" };
  }

  const token = (flow: Pick<Flow, "sessionId" | "eventId">, claims: Claims = {}) =>
    signToken({
      ...churnedClaims(clock.now),
      session_id: flow.sessionId,
      event_id: flow.eventId,
      ...claims,
    });

  async function bringBack(flow: Pick<Flow, "sessionId" | "eventId">, claims: Claims = {}, from = browser) {
    const response = await from.postJson("/result", { token: token(flow, claims) });
    return { status: response.status, answer: (await response.json()) as Answer };
  }

  return {
    retent,
    retentbase,
    clock,
    events,
    /** The events of one type, in order. */
    eventsOf: <T extends RetentEvent["type"]>(type: T) =>
      events.filter((event): event is Extract<RetentEvent, { type: T }> => event.type === type),
    store,
    /** Who is signed in at the host app. */
    session,
    billing,
    browser,
    newBrowser,
    startFlow,
    /** A token of this cancellation for a customer who churned; a claim that is undefined is left out. */
    token,
    /** Posts a result of this flow. */
    bringBack,
  };
}

export type ServerUnderTest = Awaited<ReturnType<typeof startServer>>;

/** What a promise was rejected with; fails the test where it was not. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => {
      throw new Error("expected a rejection");
    },
    (error: Error) => error,
  );
}
