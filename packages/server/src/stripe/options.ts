import type { Environment } from "@retent/retentbase";
import { optionError } from "@retent/retentbase/internal";
import { type StripeFeedback, stripeFeedbacks } from "./cancellation-details.ts";

/** What an accepted offer does to the subscription. */
export type OfferAction = {
  /** Given once in a customer's life, which the customer's metadata at Stripe remember. Default false. */
  once?: boolean;
} & (
  | {
      /** Id of a coupon, which is added to the discounts that there are. */
      coupon: string;
    }
  | {
      /** Nothing is collected for so many months from the decision on; invoices of that time are voided. */
      pauseMonths: number;
    }
  | {
      /** Id of the price that the subscription's only item changes to; Stripe prorates by its own settings. */
      price: string;
      /** How many of it. Default: as many as before. */
      quantity?: number;
    }
  | {
      /** How many the subscription's only item is changed to; Stripe prorates by its own settings. */
      quantity: number;
    }
  | {
      /** So many days more are free: after the trial, else after the period that is paid. */
      extendTrialDays: number;
    }
);

export interface StripeBillingOptions {
  /** `sk_test_…` or `rk_test_…` for the sandbox, `sk_live_…` or `rk_live_…` for production. */
  secretKey: string;
  /** The webhook endpoint's signing secret, `whsec_…`; several while they are rotated. */
  webhookSecret: string | readonly string[];
  /**
   * The Stripe id of the subscription (`sub_…`) or customer (`cus_…`) that belongs to a user id, or null. Of
   * a customer, subscriptions that name another user under `userIdKey` in their metadata are left out.
   * Default: the user id itself with `userIdIsCustomer`; else the subscriptions whose metadata hold it under
   * `userIdKey`, which Stripe's search finds up to a minute after it was written.
   */
  findSubscription?: (userId: string) => string | null | Promise<string | null>;
  /**
   * Your user ids are Stripe's ids of your customers (`cus_…`). Only if no user can choose this id: it
   * decides whose subscription ends. Default false: an id that looks so is one like any other.
   */
  userIdIsCustomer?: boolean;
  /** Under which key your server has put the user id into a subscription's metadata. Default `userId`. */
  userIdKey?: string;
  /**
   * What a decision to leave does to the subscription. Default `nothing`: a person or another system ends it,
   * which Stripe's events report.
   */
  onChurned?: "cancel_at_period_end" | "cancel_now" | "nothing";
  /** The present, in milliseconds since the epoch. Default `Date.now`. */
  now?: () => number;
  /**
   * What an accepted offer does, by its label, else by its type. Left out, and for offers that are not named:
   * nothing.
   */
  onOffer?: Readonly<Record<string, OfferAction>>;
  /**
   * Whether the customer's own words, which are personal data, become the comment in the subscription's
   * `cancellation_details`. Default false.
   */
  reasonToStripe?: boolean;
  /**
   * Which feedback in the subscription's `cancellation_details` stands for a reason key of yours. Default:
   * Stripe's own keys stand for themselves, usual ones for what they mean (`price` is `too_expensive`), and
   * everything else is `other`.
   */
  feedback?: Readonly<Record<string, StripeFeedback>>;
  /**
   * Where Stripe's API is, for tests. Its pages are then believed to be there too, even without https.
   * Default: Stripe's own.
   */
  apiUrl?: string;
  /** Default: the runtime's `fetch`. */
  fetch?: typeof fetch;
}

/**
 * The environment that a key works in.
 *
 * @throws {TypeError} for what is no secret or restricted key, never with its value
 */
export function environmentOfKey(secretKey: string): Environment {
  const mode = /^(?:sk|rk)_(?:org_)?(test|live)_\w+$/.exec(secretKey)?.[1];
  if (mode === undefined)
    throw optionError(
      "secretKey",
      "is no secret key of Stripe: it begins with sk_test_ or rk_live_, for example",
    );
  return mode === "live" ? "prod" : "sandbox";
}

/**
 * The secrets of the webhook's endpoint.
 *
 * @throws {TypeError} for what is none, never with its value
 */
export function parseWebhookSecrets(webhookSecret: string | readonly string[]): string[] {
  const secrets = [webhookSecret].flat();
  if (secrets.length > 0 && secrets.every((secret) => /^whsec_[\w+/=]+$/.test(secret))) return secrets;
  throw optionError("webhookSecret", "is no signing secret of a webhook endpoint: it begins with whsec_");
}

/**
 * Checks what acts on a subscription, so that it is not found out when a customer leaves.
 *
 * @throws {TypeError} naming the option
 */
export function checkActions({
  onChurned,
  onOffer = {},
  userIdKey,
  userIdIsCustomer,
  reasonToStripe,
  feedback = {},
}: StripeBillingOptions): void {
  if (reasonToStripe !== undefined && typeof reasonToStripe !== "boolean")
    throw optionError("reasonToStripe", "use true or false");
  for (const [key, value] of Object.entries(feedback)) {
    if (!stripeFeedbacks.includes(value))
      throw optionError(`feedback.${key}`, `must be one of ${stripeFeedbacks.join(", ")}`);
  }
  if (userIdIsCustomer !== undefined && typeof userIdIsCustomer !== "boolean")
    throw optionError("userIdIsCustomer", "use true or false");
  if (onChurned !== undefined && !["cancel_at_period_end", "cancel_now", "nothing"].includes(onChurned))
    throw optionError("onChurned", "must be cancel_at_period_end, cancel_now or nothing");
  // It stands within a query of Stripe's search.
  if (userIdKey !== undefined && !/^\w{1,40}$/.test(userIdKey))
    throw optionError("userIdKey", "use up to 40 letters, digits and underscores");
  for (const [offer, action] of Object.entries(onOffer)) {
    const fault = findFault(action);
    if (fault) throw optionError(`onOffer.${offer}`, fault);
  }
}

const oneAction =
  "use one of { coupon }, { pauseMonths } (1 to 24), { price, quantity? }, { quantity } and { extendTrialDays } (1 to 365), and once: true if a customer gets it once";

const actionNames = [
  ["coupon"],
  ["pauseMonths"],
  ["price"],
  ["price", "quantity"],
  ["quantity"],
  ["extendTrialDays"],
];

function findFault(action: object): string | undefined {
  const { once, ...rest } = action as Record<string, unknown>;
  const names = Object.keys(rest).toSorted().join();
  const isKnown = actionNames.some((each) => each.toSorted().join() === names);
  const isSound = Object.entries(rest).every(([name, value]) => isSoundValue(name, value));
  return isKnown && isSound && (once === undefined || typeof once === "boolean") ? undefined : oneAction;
}

function isSoundValue(name: string, value: unknown): boolean {
  if (name === "coupon" || name === "price") return typeof value === "string" && value !== "";
  const most = { pauseMonths: 24, quantity: 1_000_000, extendTrialDays: 365 }[name];
  return most !== undefined && Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;
}
