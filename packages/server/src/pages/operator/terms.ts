import { type Html, html } from "@retent/retentbase/internal";
import type { Config } from "../../app.ts";
import type { Cancellation, CancellationStatus, Decision } from "../../cancellation/cancellation.ts";
import type { DeclarationKind } from "../../declarations/declaration.ts";
import type { Preset } from "../../law-preset.ts";
import type { ListedRow, OutboxKind } from "../../outbox/row.ts";
import type { Tone } from "./operator-layout.ts";

// What the operator's pages call things.

export const statusTerms: Record<CancellationStatus, readonly [label: string, tone: Tone]> = {
  started: ["Started", "quiet"],
  returned: ["Returned", "accent"],
  confirmed: ["Confirmed", "accent"],
  pending: ["Waiting for your billing", "warn"],
  settled: ["Settled", "accent"],
  forwarded: ["Forwarded", "good"],
};

export const environmentTerms: Record<Config["environment"], string> = {
  sandbox: "Sandbox",
  prod: "Production",
};

export const planTerms: Record<Config["plan"], string> = { core: "Core", advanced: "Advanced" };

export const wishTerms = { churned: "Wants to leave", recovered: "Wants to stay" } as const;

export const outcomeTerms = { churned: "Left", recovered: "Stayed" } as const;

export const sourceTerms: Record<Decision["source"], string> = {
  token: "On the hosted page",
  session: "On the hosted page, as RetentBase’s diagnostics say",
  plain_page: "On the plain page",
  keep_page: "On the page to keep the subscription",
  declaration: "By a declaration",
  own_page: "On the merchant’s own page",
};

export const lawTerms: Record<Preset, string> = {
  de: "Germany, BGB §\u00a0312k",
  fr: "France, L. 215-1-1",
  "eu-withdrawal": "EU, right of withdrawal",
};

export const declarationKinds: Record<DeclarationKind, { short: string; long: string }> = {
  ordinary: { short: "Ordinary", long: "Ordinary, with notice" },
  for_cause: { short: "For cause", long: "For cause, without notice" },
  withdrawal: { short: "Withdrawal", long: "Withdrawal from the contract" },
};

export const kindTerms: Record<OutboxKind, string> = {
  bill: "Call billing",
  create: "Report the cancellation to RetentBase",
  update: "Report the outcome to RetentBase",
  look_up: "Look up how the cancellation ended",
  billing_event: "Process a billing event",
  derive: "Derive the outcome from billing events",
  notify: "Send a notification",
  mail: "Send the customer a mail",
  declare: "Find whose declaration it is",
  remind: "Remind you of the declaration",
};

export type Actor = "Customer" | "Billing" | "RetentBase" | "This server";

/** Who is called. */
export const actors: Record<OutboxKind, Actor> = {
  bill: "Billing",
  billing_event: "Billing",
  derive: "Billing",
  create: "RetentBase",
  update: "RetentBase",
  look_up: "RetentBase",
  notify: "This server",
  mail: "This server",
  declare: "This server",
  remind: "This server",
};

export const stateTerms: Record<ListedRow["state"], readonly [label: string, tone: Tone]> = {
  queued: ["Waiting", "accent"],
  done: ["Done", "good"],
  dead: ["Failed permanently", "danger"],
  set_aside: ["Closed", "quiet"],
};

/** A reason's key as words: `too_expensive` is “Too expensive”. */
export function describeReason(key: string): Html {
  const words = key.replaceAll("_", " ");
  return html`<bdi title="${key}">${words.charAt(0).toUpperCase() + words.slice(1)}</bdi>`;
}

/** What the customer chose, or what billing named. */
export function describeSubscription({
  subscription,
  subscriptionLabel: label,
}: Cancellation): string | null {
  return subscription !== null && label !== null && label !== subscription
    ? `${label} (${subscription})`
    : (subscription ?? label);
}

/** Which outcome a cancellation has by now, and from when on it counts. */
export function describeResult({ decision, settlement }: Cancellation): string {
  if (!settlement) return decision ? wishTerms[decision.outcome] : "Not decided yet";
  const { outcome, effectiveAt } = settlement;
  const from = outcome === "churned" && effectiveAt ? ` as of ${effectiveAt.slice(0, 10)}` : "";
  return `${outcomeTerms[outcome]}${from}`;
}

/**
 * How a cancellation stands, in one sentence.
 *
 * @param now milliseconds since the epoch
 */
export function describeStanding(cancellation: Cancellation, plan: string, now: number): Html {
  const { status, decision, settlement } = cancellation;
  if (!decision) return html`The customer has not decided yet.`;
  const wish = decision.outcome === "churned" ? "wants to leave" : "wants to stay";
  if (status === "pending") return html`The customer ${wish}, and your billing decides later.`;
  if (!settlement) return html`The customer ${wish}, and billing has not answered yet.`;
  const end = describeEnd(describeSubscription(cancellation), settlement, now);
  if (status === "forwarded") return html`${end}. RetentBase has the outcome.`;
  return plan === "core" ? html`${end}.` : html`${end}. RetentBase does not have the outcome yet.`;
}

function describeEnd(
  name: string | null,
  { outcome, confirmed, effectiveAt }: NonNullable<Cancellation["settlement"]>,
  now: number,
): Html {
  if (outcome === "recovered") return html`The customer stays`;
  if (!confirmed) return html`The customer leaves, and billing has not confirmed it`;
  if (effectiveAt === null) return html`The customer leaves`;
  const which = name === null ? "The subscription" : html`Subscription <bdi>${name}</bdi>`;
  const ends = Date.parse(effectiveAt) > now ? "ends" : "ended";
  return html`${which} ${ends} on <span class="nowrap">${effectiveAt.slice(0, 10)}</span>`;
}
