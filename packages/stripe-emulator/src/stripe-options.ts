import { isLoopbackHost } from "@retent/emulator/internal";
import type { StripeFault } from "./stripe-api.ts";

/** Published values: fine on one's own machine, and nowhere else. */
export const stripeEmulatorDefaults = {
  port: 4011,
  secretKey: "sk_test_of_the_local_stripe_api",
  webhookSecret: "whsec_of_the_local_stripe_api",
} as const;

export interface StripeEmulatorOptions {
  /** 0 takes a free one. Default 4011. */
  port?: number;
  /** Default {@link stripeEmulatorDefaults}; a live key is refused. */
  secretKey?: string;
  webhookSecret?: string;
  /** Where events are sent to. Left out: they are only kept. */
  webhookUrl?: string;
  /**
   * What the endpoint is sent: snapshots, which hold the object, or thin events, which only name it. Those
   * are sent by an event destination of the second API, and no webhook endpoint of the first. Default
   * `snapshot`.
   */
  webhookPayload?: "snapshot" | "thin";
  /** The types of events that the endpoint is said to get. Default: all (`*`). */
  enabledEvents?: string[];
  /** Whether the endpoint is sent events at all. Default `enabled`. */
  webhookStatus?: "enabled" | "disabled";
  /** Whether the account's customer portal is set up. Default true. */
  hasPortalConfiguration?: boolean;
  /** Called with each call of the API: what goes wrong with it, if anything. Default: nothing. */
  fault?: (call: {
    method: string;
    path: string;
    fields: Record<string, unknown>;
  }) => StripeFault | undefined;
  /** Default: the runtime's `fetch`. */
  fetch?: typeof fetch;
  /** The present, in milliseconds since the epoch. Default `Date.now`. */
  now?: () => number;
  /** The clock of the header `Date`, in milliseconds since the epoch. Default: `now`. */
  serverNow?: () => number;
}

export type StripeSettings = Required<Omit<StripeEmulatorOptions, "webhookUrl">> & {
  webhookUrl: string | undefined;
};

/** @throws {TypeError} one line that names the option which can't work */
export function checkStripeOptions(options: StripeEmulatorOptions): StripeSettings {
  const settings = {
    ...stripeEmulatorDefaults,
    webhookPayload: "snapshot" as const,
    webhookStatus: "enabled" as const,
    hasPortalConfiguration: true,
    enabledEvents: ["*"],
    fault: () => undefined,
    fetch,
    now: Date.now,
    serverNow: options.now ?? Date.now,
    webhookUrl: undefined,
    ...options,
  };
  const { secretKey, webhookSecret, webhookUrl } = settings;
  if (!/^(sk|rk)_test_\w+$/.test(secretKey))
    throw new TypeError(
      "createStripeEmulator: secretKey: begin it with sk_test_; a live key has no place here",
    );
  if (!/^whsec_\w+$/.test(webhookSecret))
    throw new TypeError("createStripeEmulator: webhookSecret: begin it with whsec_");
  if (webhookUrl !== undefined && !(URL.canParse(webhookUrl) && isLoopbackHost(new URL(webhookUrl).hostname)))
    throw new TypeError("createStripeEmulator: webhookUrl: use a URL of this machine");
  return settings;
}
