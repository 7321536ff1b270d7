import { Counter, Gauge, Histogram, type Registry } from "prom-client";

const name = (rest: string) => `retent_${rest}`;

/** The buckets reach the time limit of a link and of a request. */
const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Everything that is counted. No label holds a value that a customer or another server can choose freely. */
export function createInstruments(registry: Registry) {
  const registers = [registry];
  const counter = <Label extends string>(rest: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name: name(rest), help, labelNames, registers });
  const gauge = <Label extends string>(rest: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name: name(rest), help, labelNames, registers });
  const histogram = <Label extends string>(rest: string, help: string, ...labelNames: Label[]) =>
    new Histogram({ name: name(rest), help, labelNames, registers, buckets: seconds });

  return {
    links: counter("links_made_total", "Links to hosted pages that RetentBase created"),
    fallbacks: counter(
      "fallbacks_total",
      "Customers sent to the plain page instead of a hosted one",
      "reason",
    ),
    linkSeconds: histogram("link_duration_seconds", "How long RetentBase took to create a link", "result"),
    results: counter("results_total", "Decisions of customers", "outcome", "source"),
    refusedResults: counter("results_refused_total", "Results that were refused", "reason"),
    refusedIdentities: counter("identities_refused_total", "Identity tokens that were refused", "reason"),
    settled: counter("settled_total", "Cancellations that billing has settled", "outcome"),
    billingEvents: counter(
      "billing_events_total",
      "Billing events, e.g. Stripe's, by result",
      "type",
      "result",
    ),
    billingFailures: counter("billing_failures_total", "Calls to billing that failed"),
    answers: counter("outcome_answers_total", "RetentBase's responses to outcomes, by status", "status"),
    dead: counter("dead_total", "Outbox rows that failed permanently", "kind"),
    notifications: counter(
      "notifications_total",
      "Attempts to send notifications, by result",
      "type",
      "result",
    ),
    mails: counter("mails_total", "Attempts to send mails to customers, by result", "template", "result"),
    faults: counter("faults_total", "Internal errors, which the log describes"),
    requestSeconds: histogram("http_request_duration_seconds", "How long requests took", "route", "status"),
    rows: gauge("outbox_rows", "Outbox rows that are not done", "lane", "state"),
    oldestSeconds: gauge(
      "outbox_oldest_seconds",
      "How long the oldest queued row of a lane has waited",
      "lane",
    ),
    paused: gauge(
      "outbox_paused",
      "1 while RetentBase's responses show a problem with the workspace or the settings",
    ),
    storeUp: gauge("store_up", "1 if the store responded during this scrape"),
  };
}

export type Instruments = ReturnType<typeof createInstruments>;
