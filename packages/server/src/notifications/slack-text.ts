import { truncate } from "@retent/retentbase/internal";
import {
  type CancellationNotification,
  type DeclarationNotification,
  isOfCancellation,
  type Notification,
} from "./notifier.ts";

const maxPartLength = 300;

/** One readable line for a chat, as Slack's incoming webhooks take it. */
export function slackText(notification: Notification): string {
  const { environment } = notification.data;
  const id =
    "declarationId" in notification.data
      ? `declaration ${short(notification.data.declarationId)}`
      : `event ${short(notification.data.eventId)}`;
  return plain(`[${environment}] ${tell(notification)} (${id})`);
}

function tell(notification: Notification): string {
  if (notification.type === "outbox.dead") {
    const { data } = notification;
    const who = short(data.userId);
    const answer = data.status === null ? "no answer" : `status ${data.status}`;
    return `Failed permanently after ${tries(data.attempts)}: ${data.kind} for ${who}, ${answer}: ${short(data.detail)}`;
  }
  return isOfCancellation(notification) ? tellCancellation(notification) : tellDeclaration(notification);
}

function tellDeclaration({ type, data }: DeclarationNotification): string {
  const what = data.kind === "withdrawal" ? "withdraw from a contract" : "end a contract";
  const cause = data.kind === "for_cause" ? " for cause" : "";
  const end = data.wishedEnd === null ? "" : ` on ${data.wishedEnd}`;
  const who = data.userId === null ? "A person" : short(data.userId);
  if (type === "declaration.open")
    return `Still open, please look at it on the operator’s page: ${who} has declared to ${what}${cause}${end}`;
  return `${who} has declared to ${what}${cause}${end}`;
}

function tellCancellation({ type, data }: CancellationNotification): string {
  const who = short(data.userId);
  const accepted = data.offer?.accepted ? data.offer : undefined;
  const offer = accepted ? ` and takes the offer “${short(accepted.label || accepted.type)}”` : "";
  if (type === "cancellation.settled") {
    if (!data.confirmed) {
      if (data.outcome === "churned")
        return `Please end this subscription${data.endsAt === null ? "" : ` on ${data.endsAt}`}, nothing else does: ${who} has cancelled${offer}`;
      return `${accepted ? "Please apply this offer, nothing else does: " : ""}${who} stays${offer}`;
    }
    const from = data.effectiveAt === null ? "" : ` as of ${data.effectiveAt}`;
    return `Billing confirmed: ${who} ${data.outcome}${from}${offer}`;
  }
  if (type === "cancellation.forwarded") return `RetentBase knows: ${who} ${data.outcome}`;
  const reason = data.reasonKey === null ? "" : `, reason ${short(data.reasonKey)}`;
  const words = data.reasonText === null ? "" : `: “${short(data.reasonText)}”`;
  return `${who} ${data.outcome === "churned" ? "wants to leave" : "stays"}${offer}${reason}${words}`;
}

function tries(count: number): string {
  return count === 1 ? "1 try" : `${count} tries`;
}

function short(text: string): string {
  return truncate(text, maxPartLength);
}

/** On one line, and without what Slack would take for a link, a mention or the like. */
function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
