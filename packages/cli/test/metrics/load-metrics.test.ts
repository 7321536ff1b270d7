import { readFileSync } from "node:fs";
import type { RetentEvent } from "@retent/server";
import type { OutboxCounts, OutboxLane } from "@retent/server/store";
import { describe, expect, test } from "vitest";
import { loadMetrics } from "../../src/metrics/load-metrics.ts";

const now = Date.parse("2026-03-01T00:00:00Z");
const empty: OutboxCounts = { queued: 0, dead: 0, oldestDueAt: null, waitingSince: null };

function start(count: (lanes?: readonly OutboxLane[]) => Promise<OutboxCounts> = async () => empty) {
  return loadMetrics({ count }, () => now);
}

/** The samples of a text in Prometheus' format. */
function parseSamples(text: string): Record<string, number> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(
    lines.map((line) => line.split(/ (?=\S+$)/)).map(([name, value]) => [name, Number(value)]),
  );
}

const eventId = "ev_secret_of_a_customer";
const failure = { status: 503, code: "server_error", body: "what RetentBase wrote" };

/** One of each kind that is counted. */
const events: RetentEvent[] = [
  { type: "link_created", eventId, environment: "sandbox", durationMs: 80 },
  { type: "link_failed", eventId, fallback: "timeout", durationMs: 3000, ...failure, status: undefined },
  { type: "result_accepted", eventId, outcome: "churned", source: "token", revision: 1 },
  { type: "result_refused", reason: "signature_invalid" },
  { type: "identity_refused", reason: "expired" },
  { type: "billing_failed", eventId, revision: 1, attempts: 1, error: new Error(eventId) },
  { type: "billing_event", id: "evt_secret", name: "invoice.paid", isNew: true },
  { type: "billing_event", id: "evt_secret", name: "invoice.paid", isNew: false },
  { type: "billing_event", id: "evt_secret", name: "an.unknown.type", isNew: true },
  { type: "billing_event_ignored", reason: "another account" },
  { type: "billing_event_refused", reason: "signature" },
  { type: "settled", eventId, outcome: "churned", revision: 1 },
  { type: "delivered", eventId, kind: "update", status: 200 },
  {
    type: "delivery_failed",
    eventId,
    kind: "update",
    attempts: 1,
    retryInMs: 5,
    ...failure,
    status: undefined,
  },
  { type: "delivery_dead", eventId, kind: "update", attempts: 1, ...failure, status: 418 },
  { type: "outbox_paused", retryInMs: 30_000, ...failure, status: 401 },
  { type: "notification_sent", eventId, about: "cancellation.settled", status: 204 },
  { type: "notification_failed", eventId, about: "outbox.dead", attempts: 1, retryInMs: 5, ...failure },
  { type: "notification_dead", eventId, about: "outbox.dead", attempts: 9, ...failure },
  { type: "mail_failed", eventId, template: "received", attempts: 1, retryInMs: 5, ...failure },
  { type: "mail_sent", eventId, template: "received" },
  { type: "mail_dead", eventId, template: "settled", attempts: 1, ...failure },
  { type: "request_failed", error: new Error(eventId) },
  { type: "answered", route: "/cancel-link", status: 200, durationMs: 81 },
  { type: "answered", route: null, status: 404, durationMs: 1 },
];

describe("an event", () => {
  test("is counted under a fixed set of labels", async () => {
    const metrics = start();
    for (const event of events) metrics.onEvent(event);
    const text = await metrics.render();
    expect(parseSamples(text)).toMatchObject({
      retent_links_made_total: 1,
      'retent_billing_events_total{type="invoice",result="taken"}': 1,
      'retent_billing_events_total{type="invoice",result="repeated"}': 1,
      'retent_billing_events_total{type="other",result="taken"}': 1,
      'retent_billing_events_total{type="none",result="ignored"}': 1,
      'retent_billing_events_total{type="none",result="refused"}': 1,
      'retent_fallbacks_total{reason="timeout"}': 1,
      'retent_link_duration_seconds_bucket{le="0.1",result="made"}': 1,
      'retent_link_duration_seconds_sum{result="timeout"}': 3,
      'retent_results_total{outcome="churned",source="token"}': 1,
      'retent_results_refused_total{reason="signature_invalid"}': 1,
      'retent_identities_refused_total{reason="expired"}': 1,
      'retent_settled_total{outcome="churned"}': 1,
      retent_billing_failures_total: 1,
      'retent_outcome_answers_total{status="200"}': 1,
      'retent_outcome_answers_total{status="none"}': 1,
      'retent_outcome_answers_total{status="4xx"}': 1,
      'retent_outcome_answers_total{status="401"}': 1,
      retent_outbox_paused: 1,
      'retent_dead_total{kind="update"}': 1,
      'retent_dead_total{kind="notify"}': 1,
      'retent_notifications_total{type="cancellation.settled",result="sent"}': 1,
      'retent_notifications_total{type="outbox.dead",result="failed"}': 1,
      'retent_notifications_total{type="outbox.dead",result="dead"}': 1,
      'retent_mails_total{template="received",result="failed"}': 1,
      'retent_mails_total{template="received",result="sent"}': 1,
      'retent_mails_total{template="settled",result="dead"}': 1,
      'retent_dead_total{kind="mail"}': 1,
      retent_faults_total: 1,
      'retent_http_request_duration_seconds_count{route="/cancel-link",status="200"}': 1,
      'retent_http_request_duration_seconds_count{route="(none)",status="404"}': 1,
    });
    expect(text).not.toContain(eventId);
    expect(text).not.toContain("what RetentBase wrote");
    metrics.onEvent({ type: "outbox_resumed" });
    expect(parseSamples(await metrics.render()).retent_outbox_paused).toBe(0);
  });
});

describe("the size of the outbox", () => {
  test("is read from the store at each scrape", async () => {
    let queued = 2;
    const metrics = start(async ([lane] = []) =>
      lane === "retentbase" ? { queued, dead: 1, oldestDueAt: now, waitingSince: now - 90_000 } : empty,
    );
    const expected = {
      retent_store_up: 1,
      'retent_outbox_rows{lane="retentbase",state="queued"}': 2,
      'retent_outbox_rows{lane="retentbase",state="dead"}': 1,
      'retent_outbox_rows{lane="billing",state="queued"}': 0,
      'retent_outbox_oldest_seconds{lane="retentbase"}': 90,
      'retent_outbox_oldest_seconds{lane="billing"}': 0,
    };
    expect(parseSamples(await metrics.render())).toMatchObject(expected);
    queued = 7;
    expect(parseSamples(await metrics.render())).toMatchObject({
      ...expected,
      'retent_outbox_rows{lane="retentbase",state="queued"}': 7,
    });
  });

  test("is left out if the store does not respond, and the other metrics remain", async () => {
    let isUp = true;
    const metrics = start(() => (isUp ? Promise.resolve(empty) : Promise.reject(new Error("down"))));
    await metrics.render();
    isUp = false;
    metrics.onEvent({ type: "settled", eventId, outcome: "recovered", revision: 1 });
    const samples = parseSamples(await metrics.render());
    expect(samples).toMatchObject({ retent_store_up: 0, 'retent_settled_total{outcome="recovered"}': 1 });
    expect(Object.keys(samples).filter((name) => /outbox_(rows|oldest)/.test(name))).toEqual([]);
  });
});

test("every metric and label that the dashboard uses exists", async () => {
  const metrics = start();
  for (const event of events) metrics.onEvent(event);
  const text = await metrics.render();
  const dashboard = JSON.parse(
    readFileSync(new URL("../../grafana-dashboard.json", import.meta.url), "utf8"),
  ) as { panels: { targets: { expr: string; legendFormat: string }[] }[] };
  const targets = dashboard.panels.flatMap((panel) => panel.targets);
  const asked = new Set<string>();
  for (const { expr, legendFormat } of targets) {
    const [name = ""] = /retent_\w+/.exec(expr) ?? [];
    asked.add(name.replace(/_(bucket|count)$/, ""));
    const labels = [
      ...(/ by \(([^)]*)\)/.exec(expr)?.[1]?.split(", ") ?? []),
      ...[...expr.matchAll(/(\w+)!?="/g)].map(([, label]) => label ?? ""),
      ...[...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label ?? ""),
    ];
    const sample = text
      .split("\n")
      .find((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
    expect(sample, expr).toBeDefined();
    for (const label of labels) expect(sample, expr).toContain(`${label}="`);
  }
  const kept = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name ?? "");
  expect([...asked].sort()).toEqual(kept.sort());
});
