import { type Html, html } from "@retent/retentbase/internal";
import { type Cancellation, isConfirmation } from "../../cancellation/cancellation.ts";
import type { ListedRow, OutboxKind } from "../../outbox/row.ts";
import { badge, facts, moment } from "./operator-layout.ts";
import { isClosable, rowDetails } from "./row-list.ts";
import {
  type Actor,
  actors,
  describeReason,
  kindTerms,
  outcomeTerms,
  sourceTerms,
  stateTerms,
  wishTerms,
} from "./terms.ts";

interface Step {
  title: string;
  actor: Actor;
  /** Milliseconds since the epoch; null where it is not kept. */
  at: number | null;
  state: "done" | "open" | "failed";
  details?: Html;
  badge?: Html;
}

/**
 * What happened, who did it and what is still to be done, in the order in which it follows from each other. No time
 * is kept of tasks, but for those that failed permanently: those that are done stand below, unless a step with a time
 * says the same.
 *
 * When something was settled is known until RetentBase has learned of it: of later changes only the last has its
 * time kept.
 */
export function timeline(cancellation: Cancellation, rows: readonly ListedRow[]): Html {
  const done = rows.filter(({ state }) => state === "done");
  const left = rows.filter(({ state }) => state !== "done");
  const work = (...kinds: OutboxKind[]) => left.filter(({ kind }) => kinds.includes(kind)).map(toRowStep);
  // A customer who has decided is not looked for any more.
  // Where a person ends subscriptions, no billing is called.
  const isByHand = cancellation.settlement?.confirmed === false;
  const lookUps = left.filter(
    ({ kind, state }) => kind === "look_up" && !(state === "queued" && cancellation.decision),
  );
  const steps: Step[] = [
    ...getStart(cancellation),
    ...lookUps.map(toRowStep),
    ...getDecision(cancellation),
    ...work("create", ...(isByHand ? [] : (["bill"] as const))),
    ...getAnswer(cancellation),
    ...work("billing_event", "derive"),
    ...getSettlement(cancellation),
    ...work("update"),
    ...getReport(cancellation),
    ...work("mail", "notify"),
  ];
  return html`<ol class="timeline">${steps.map(
    ({ title, actor, at, state, details, badge: mark }) => html`<li class="${state}">
<div class="head"><h3>${title}</h3>${mark}</div>
<p class="meta">${actor}${at === null ? null : html`, ${moment(at)}`}</p>
${details}
</li>`,
  )}</ol>${describeDone(cancellation, done)}`;
}

/** Done tasks that no step stands for. */
function describeDone(
  { decision, settlement, status }: Cancellation,
  done: readonly ListedRow[],
): Html | null {
  const isSaid: Partial<Record<OutboxKind, boolean>> = {
    look_up: decision !== null,
    bill: settlement !== null || status === "pending",
    update: status === "forwarded",
  };
  const names = done.filter(({ kind }) => !isSaid[kind]).map(({ kind }) => kindTerms[kind]);
  if (names.length === 0) return null;
  return html`<p class="note">Also done, at times that are not kept: ${[...new Set(names)].join("; ")}.</p>`;
}

function getStart({ createdAt, linkExpiresAt, decision }: Cancellation): Step[] {
  const details = facts([["Hosted page expires", linkExpiresAt === null ? null : moment(linkExpiresAt)]]);
  return [
    { title: "Started", actor: "Customer", at: createdAt, state: "done", details },
    ...(decision ? [] : [{ title: "Not decided yet", actor: "Customer", at: null, state: "open" } as const]),
  ];
}

function getDecision({ decision }: Cancellation): Step[] {
  if (!decision) return [];
  const { offer } = decision;
  return [
    {
      title: isConfirmation(decision) ? "Confirmed" : "Returned",
      actor: "Customer",
      at: decision.decidedAtMs,
      state: "done",
      details: facts([
        ["Outcome", wishTerms[decision.outcome]],
        ["Decided", sourceTerms[decision.source]],
        ["Reason", decision.reasonKey === null ? null : describeReason(decision.reasonKey)],
        ["Offer", offer && `${offer.label ?? offer.type}, ${offer.accepted ? "accepted" : "declined"}`],
      ]),
    },
  ];
}

function getAnswer({ status, updatedAt }: Cancellation): Step[] {
  return status === "pending"
    ? [{ title: "Waiting for your billing", actor: "Billing", at: updatedAt, state: "open" }]
    : [];
}

function getSettlement({ settlement, status, updatedAt }: Cancellation): Step[] {
  if (!settlement) return [];
  return [
    {
      title: "Settled",
      actor: settlement.confirmed ? "Billing" : "This server",
      at: status === "settled" ? updatedAt : null,
      state: "done",
      details: facts([
        ["Outcome", outcomeTerms[settlement.outcome]],
        ["Takes effect", settlement.effectiveAt?.slice(0, 10) ?? null],
        ["Confirmed by billing", settlement.confirmed ? "Yes" : "No"],
      ]),
    },
  ];
}

function getReport({ status, updatedAt }: Cancellation): Step[] {
  return status === "forwarded"
    ? [{ title: "Reported to RetentBase", actor: "RetentBase", at: updatedAt, state: "done" }]
    : [];
}

function toRowStep(row: ListedRow): Step {
  const { kind, state, attempts, dueAt } = row;
  const isFailing = state === "dead" || (state === "queued" && attempts > 0);
  return {
    title: kindTerms[kind],
    actor: actors[kind],
    at: state === "dead" ? dueAt : null,
    state: isFailing ? "failed" : "open",
    badge: badge(...stateTerms[state]),
    // The banner says what to do about what the operator can close.
    details: rowDetails(row, Number.POSITIVE_INFINITY, { withRemedy: !isClosable(row) }),
  };
}
