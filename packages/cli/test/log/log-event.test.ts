import { createRedact } from "@retent/retentbase/internal";
import type { RetentEvent } from "@retent/server";
import { expect, test } from "vitest";
import { createLog } from "../../src/log/create-log.ts";
import { createEventLog } from "../../src/log/log-event.ts";

const now = Date.parse("2026-03-01T00:00:00Z");

function getLines(level: "info" | "debug", ...events: RetentEvent[]): Record<string, unknown>[] {
  const lines: string[] = [];
  const stdout = { write: (line: string) => lines.push(line) };
  const log = createLog({ level, stdout, redact: createRedact(['se"cret/1']), now: () => now });
  for (const event of events) createEventLog(log)(event);
  return lines.map((line) => JSON.parse(line));
}

const failed: RetentEvent = {
  type: "link_failed",
  eventId: "evt_1",
  fallback: "rejected",
  durationMs: 80,
  status: 401,
  code: "unauthorized",
  body: "what RetentBase wrote",
};

test("an event is one line with its fields", () => {
  const settled: RetentEvent = { type: "settled", eventId: "evt_1", outcome: "churned", revision: 1 };
  expect(getLines("info", settled)).toEqual([
    {
      level: "info",
      time: "2026-03-01T00:00:00.000Z",
      event: "settled",
      eventId: "evt_1",
      outcome: "churned",
      revision: 1,
      msg: "settled",
    },
  ]);
});

test.each([
  ["resultToken.audience is not set", "RETENTBASE_WORKSPACE_KEY is not set"],
  ["trustProxy is 0 in this environment", "RETENT_TRUST_PROXY is 0 in this environment"],
])("a warning names the variable, not the option: %s", (message, logged) => {
  expect(getLines("info", { type: "settings_warning", message })[0]).toMatchObject({
    level: "warn",
    message: logged,
  });
});

test("a refused origin is a warning that names the variable", () => {
  const refused: RetentEvent = {
    type: "origin_refused",
    origin: "https://www.shop.example",
    message: "if this is a site of yours, add it to siteOrigins",
  };
  expect(getLines("info", refused)[0]).toMatchObject({
    level: "warn",
    origin: "https://www.shop.example",
    message: "if this is a site of yours, add it to RETENT_SITE_ORIGINS",
  });
});

test("an unusable billing event is a warning with its reason", () => {
  const ignored: RetentEvent = {
    type: "billing_event_ignored",
    reason: "a thin event: set the endpoint to snapshots",
    fault: "thin_events",
  };
  expect(getLines("info", ignored)[0]).toMatchObject({ level: "warn", reason: ignored.reason });
});

test("the body of RetentBase's response is logged at debug only", () => {
  expect(getLines("info", failed)[0]).not.toHaveProperty("body");
  expect(getLines("info", failed)[0]).toMatchObject({ level: "warn", status: 401, code: "unauthorized" });
  expect(getLines("debug", failed)[0]).toHaveProperty("body", "what RetentBase wrote");
});

test("name, code and message of an error are logged, and its stack at debug only", () => {
  const cause = new Error("disk full");
  const error = Object.assign(new TypeError("no good", { cause }), { code: "E_BAD", token: "of a customer" });
  const event: RetentEvent = { type: "request_failed", error };
  expect(getLines("info", event)[0]).toMatchObject({ level: "error" });
  expect(getLines("info", event)[0]?.error).toEqual({ name: "TypeError", code: "E_BAD", message: "no good" });
  expect(getLines("debug", event)[0]?.error).toEqual({
    name: "TypeError",
    code: "E_BAD",
    message: "no good",
    stack: expect.any(String),
    cause: { name: "Error", message: "disk full" },
  });
});

test("thrown values that are not errors can be logged", () => {
  const errors = [null, "text", { token: "of a customer" }];
  const events = errors.map((error): RetentEvent => ({ type: "request_failed", error }));
  expect(getLines("debug", ...events).map(({ error }) => error)).toEqual([
    { message: "a value that is not an Error" },
    { message: "text" },
    { message: "a value that is not an Error" },
  ]);
});

test("a secret in a message is removed, in every spelling", () => {
  const error = new Error('se"cret/1 se%22cret%2F1');
  expect(getLines("debug", { type: "request_failed", error })[0]?.error).toMatchObject({
    message: "[redacted] [redacted]",
  });
});
