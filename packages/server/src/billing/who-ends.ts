import type { RetentOptions } from "../options/options.ts";
import type { WhoEnds } from "./billing.ts";

type Configured = Pick<
  RetentOptions<never>,
  "onResult" | "billing" | "notifier" | "healthToken" | "isOperator"
>;

const nothingHere = "Nothing on this server ends subscriptions: a person or another system has to";

/** Who ends a subscription under these options. */
export function getWhoEnds(options: Configured): WhoEnds {
  const { onResult, billing } = options;
  if (onResult) return { isAutomatic: true, sentence: "Your function onResult ends subscriptions." };
  if (billing) {
    return (
      billing.whoEnds ?? { isAutomatic: true, sentence: "The configured billing system ends subscriptions." }
    );
  }
  return { isAutomatic: false, sentence: `${nothingHere}, ${describeReport(options)}.` };
}

/** Whether a person who ends subscriptions hears of cancellations. */
export function isReported({ notifier, healthToken, isOperator }: Configured): boolean {
  return hasNotifications(notifier) || Boolean(healthToken ?? isOperator);
}

function describeReport(options: Configured): string {
  if (hasNotifications(options.notifier)) return "and receives each cancellation by notification";
  if (isReported(options))
    return "and no notifications are configured, so it has to look at the operator's page";
  return "and nothing reports cancellations to it: configure notifications of cancellations, or a health token for the operator's page";
}

function hasNotifications(notifier: Configured["notifier"]): boolean {
  const types = notifier?.types ?? ["cancellation.returned"];
  return notifier !== undefined && types.some((type) => type !== "outbox.dead");
}
