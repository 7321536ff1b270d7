import { truncate } from "@retent/retentbase/internal";
import type { Notification } from "./notifier.ts";

const maxPartLength = 300;

/** One readable line for a chat, as Slack's incoming webhooks take it. */
export function slackText(notification: Notification): string {
  const { eventId, environment } = notification.data;
  return plain(`[${environment}] ${tell(notification)} (event ${short(eventId)})`);
}

function tell({ type, data }: Notification): string {
  const who = short(data.userId);
  if (type === "outbox.dead") {
    const answer = data.status === null ? "no answer" : `status ${data.status}`;
    return `Failed permanently after ${tries(data.attempts)}: ${data.kind} for ${who}, ${answer}: ${short(data.detail)}`;
  }
  const accepted = data.offer?.accepted ? data.offer : undefined;
  const offer = accepted ? ` and takes the offer “${short(accepted.label || accepted.type)}”` : "";
  if (type === "cancellation.settled") {
    if (!data.confirmed) {
      if (data.outcome === "churned")
        return `Please end this subscription, nothing else does: ${who} has cancelled${offer}`;
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
