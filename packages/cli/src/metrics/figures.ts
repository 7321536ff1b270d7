import { Counter, Gauge, Histogram, type Registry } from "prom-client";

const name = (rest: string) => `retent_${rest}`;

/** Up to RetentBase's time limit for a link, and a request's. */
const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Everything that is counted. No label takes what a customer or another server may choose freely. */
export function createFigures(registry: Registry) {
  const registers = [registry];
  const counter = <Label extends string>(rest: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name: name(rest), help, labelNames, registers });
  const gauge = <Label extends string>(rest: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name: name(rest), help, labelNames, registers });
  const histogram = <Label extends string>(rest: string, help: string, ...labelNames: Label[]) =>
    new Histogram({ name: name(rest), help, labelNames, registers, buckets: seconds });

  return {
    links: counter("links_made_total", "Links to hosted pages that RetentBase made"),
    fallbacks: counter(
      "fallbacks_total",
      "Customers led to the plain page instead of a hosted one",
      "reason",
    ),
    linkSeconds: histogram("link_duration_seconds", "How long RetentBase took for a link", "result"),
    results: counter("results_total", "Decisions of customers", "outcome", "source"),
    refusedResults: counter("results_refused_total", "Results that were not believed", "reason"),
    refusedIdentities: counter(
      "identities_refused_total",
      "Identity tokens that were not believed",
      "reason",
    ),
    settled: counter("settled_total", "Cancellations that billing has settled", "outcome"),
    billingEvents: counter(
      "billing_events_total",
      "Messages of billing, Stripe's, by what became of them",
      "type",
      "result",
    ),
    billingFailures: counter("billing_failures_total", "Calls of billing that failed"),
    answers: counter("outcome_answers_total", "RetentBase's answers to outcomes, by status", "status"),
    dead: counter("dead_total", "Rows of the outbox that were given up", "kind"),
    notifications: counter("notifications_total", "Notifications by what became of a try", "type", "result"),
    faults: counter("faults_total", "Faults of our own, as the log describes them"),
    requestSeconds: histogram("http_request_duration_seconds", "How long requests took", "route", "status"),
    rows: gauge("outbox_rows", "Rows of the outbox that are not done", "lane", "state"),
    oldestSeconds: gauge("outbox_oldest_seconds", "How long the oldest queued row of a lane waits", "lane"),
    paused: gauge(
      "outbox_paused",
      "1 while RetentBase's answers say that the fault is in workspace or settings",
    ),
    storeUp: gauge("store_up", "1 where the store has answered this scrape"),
  };
}

export type Figures = ReturnType<typeof createFigures>;
