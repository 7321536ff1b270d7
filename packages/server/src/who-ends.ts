import type { Billing, OnResult, WhoEnds } from "./billing.ts";
import type { Notifier } from "./notifications/notifier.ts";

interface Configured {
  onResult?: OnResult | undefined;
  billing?: Billing | undefined;
  notifier?: Notifier | undefined;
}

const nothingHere = "Nothing on this server ends subscriptions: a person or another system has to";

/** Who ends a subscription under these options. */
export function getWhoEnds({ onResult, billing, notifier }: Configured): WhoEnds {
  if (onResult) return { isAutomatic: true, sentence: "The function onResult ends subscriptions." };
  if (billing) {
    return (
      billing.whoEnds ?? { isAutomatic: true, sentence: "The configured billing system ends subscriptions." }
    );
  }
  return {
    isAutomatic: false,
    sentence: notifier
      ? `${nothingHere}, and receives each cancellation by notification.`
      : `${nothingHere}, and no notifications are configured, so it has to look at the operator's page.`,
  };
}
