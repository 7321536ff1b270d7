import { RetentBaseError, type RetentBaseErrorCode } from "@retent/retentbase";
import { describe, expect, test } from "vitest";
import { judge } from "../../src/cancellation/judge-retentbase-failure.ts";
import { judgeNotification } from "../../src/notifications/judge-notification.ts";
import { backoffMs } from "../../src/outbox/backoff.ts";

const outbox = {
  timeoutMs: 10_000,
  firstRetryMs: 1000,
  maxRetryMs: 900_000,
  maxRetryAfterMs: 3_600_000,
  pauseMs: 30_000,
  leaseMs: 30_000,
  unknownEventTries: 5,
  concurrency: 8,
  pollMs: 1000,
};
const policy = (random: number) => ({ outbox, random: () => random });

function verdict(code: RetentBaseErrorCode, status?: number, retryAfterMs?: number, attempts = 1) {
  return judge(new RetentBaseError(code, "failed", { status, retryAfterMs }), attempts, policy(0.5));
}

describe("a failed call", () => {
  test.each<[string, RetentBaseErrorCode, number | undefined]>([
    ["without a connection", "network", undefined],
    ["without an answer in time", "timeout", undefined],
    ["408", "unexpected_status", 408],
    ["429", "rate_limited", 429],
    ["500", "server_error", 500],
    ["503", "server_error", 503],
    ["599", "server_error", 599],
  ])("%s is tried again, a hundredth time as well", (_, code, status) => {
    expect(verdict(code, status)).toEqual({ action: "retry", afterMs: 500 });
    expect(verdict(code, status, undefined, 100)).toEqual({ action: "retry", afterMs: 450_000 });
  });

  test.each<[RetentBaseErrorCode, number]>([
    ["unauthorized", 401],
    ["read_only", 402],
    ["forbidden", 403],
  ])("%s (%i) makes the queue pause, however often", (code, status) => {
    expect(verdict(code, status)).toEqual({ action: "pause", afterMs: 30_000 });
    expect(verdict(code, status, undefined, 100)).toEqual({ action: "pause", afterMs: 30_000 });
  });

  test.each<[RetentBaseErrorCode, number]>([
    ["invalid_request", 400],
    ["conflict", 409],
    ["unsupported_media_type", 415],
    ["unexpected_status", 301],
    ["unexpected_status", 307],
    ["unexpected_status", 410],
    ["unexpected_status", 422],
  ])("%s (%i) is given up at once, whatever Retry-After says", (code, status) => {
    expect(verdict(code, status)).toEqual({ action: "dead" });
    expect(verdict(code, status, 5000)).toEqual({ action: "dead" });
  });

  test("not_found (404) is given up after five tries", () => {
    const actions = [1, 2, 3, 4, 5].map((attempts) => verdict("not_found", 404, undefined, attempts).action);
    expect(actions).toEqual(["retry", "retry", "retry", "retry", "dead"]);
  });
});

describe("Retry-After", () => {
  test.each([
    ["is waited for at least", 5000, 5500],
    ["is believed up to an hour", 86_400_000, 3_600_500],
    ["of an hour is believed", 3_600_000, 3_600_500],
    ["of nothing still leaves the jitter", 0, 500],
  ])("%s", (_, retryAfterMs, afterMs) => {
    for (const [code, status] of [
      ["rate_limited", 429],
      ["server_error", 503],
    ] as const) {
      expect(verdict(code, status, retryAfterMs, 7)).toEqual({ action: "retry", afterMs });
    }
  });

  test("spreads the attempts over time, and makes none early", () => {
    const error = new RetentBaseError("rate_limited", "failed", { status: 429, retryAfterMs: 5000 });
    const waits = [0, 0.25, 0.999].map((random) => judge(error, 1, policy(random)));
    expect(waits).toEqual([5000, 5250, 5999].map((afterMs) => ({ action: "retry", afterMs })));
  });
});

describe("a notification that was not taken", () => {
  const answered = (status: number | undefined, attempts: number, retryAfterMs?: number) =>
    judgeNotification(
      status === undefined ? undefined : { status, body: "", retryAfterMs },
      attempts,
      policy(0.5),
    );

  test.each([undefined, 408, 429, 500, 503])("(%s) is sent again for two days", (status) => {
    expect(answered(status, 1)).toEqual({ action: "retry", afterMs: 500 });
    expect(answered(status, 399)).toEqual({ action: "retry", afterMs: 450_000 });
    expect(answered(status, 400)).toEqual({ action: "dead" });
  });

  test.each([0, 301, 307, 400, 401, 403, 404, 422])("(%i) is sent ten times", (status) => {
    expect(answered(status, 9)).toMatchObject({ action: "retry" });
    expect(answered(status, 10)).toEqual({ action: "dead" });
  });

  test("(410) is wanted no more", () => {
    expect(answered(410, 1)).toEqual({ action: "dead" });
  });

  test("waits as long as it is asked to, within reason", () => {
    expect(answered(503, 1, 60_000)).toEqual({ action: "retry", afterMs: 60_500 });
    expect(answered(429, 1, 1e9)).toEqual({ action: "retry", afterMs: 3_600_500 });
  });
});

describe("backoff", () => {
  test("doubles from a second to 15 minutes", () => {
    const most = [1, 2, 3, 4, 10, 11, 20, 1000, 1e9].map((attempts) => backoffMs(attempts, policy(1)));
    expect(most).toEqual([1000, 2000, 4000, 8000, 512_000, 900_000, 900_000, 900_000, 900_000]);
  });

  test("has full jitter", () => {
    expect([0, 0.1, 0.9].map((random) => backoffMs(3, policy(random)))).toEqual([1, 400, 3600]);
  });
});
