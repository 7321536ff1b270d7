import {
  createRedact,
  optionError,
  parseRetryAfter,
  parseSafeUrl,
  readText,
} from "@retent/retentbase/internal";
import { parseWebhookSecret } from "../webhook-secret.ts";
import {
  isOfCancellation,
  type Notification,
  type NotificationAnswer,
  type NotificationType,
  type Notifier,
  notificationTypes,
} from "./notifier.ts";
import { slackText } from "./slack-text.ts";
import { isSlackUrl } from "./slack-url.ts";

export type {
  Notification,
  NotificationMessage,
  NotificationType,
} from "./notifier.ts";

const { Webhook } = await import("standardwebhooks").catch((cause: unknown) => {
  throw new Error("notifications: install the package standardwebhooks (npm install standardwebhooks)", {
    cause,
  });
});

export interface NotifierOptions {
  /** Where to: https, or plain http on loopback. It may be a secret itself, as Slack's are. */
  url: string;
  /**
   * `whsec_` and 24 to 64 random bytes in base64, as Standard Webhooks has it. May be left out with the
   * format `slack` alone.
   */
  secret?: string | undefined;
  /**
   * `slack`: `{ text }` with one readable line. Default: `slack` for a URL of hooks.slack.com, else
   * `webhook`.
   */
  format?: "webhook" | "slack";
  /** What to tell. Default: everything. */
  types?: readonly NotificationType[];
  /** Whether the customers' own words are included, which are personal data. Default false. */
  withReasonText?: boolean;
  /** Default: the runtime's `fetch`. */
  fetch?: typeof fetch;
}

/** More than is kept, so that a secret that is cut in two is not kept. */
const maxBodyBytes = 8192;
/** A shorter part of the URL's path is no secret. */
const minSecretLength = 24;

/**
 * A notifier that posts signed webhooks (https://www.standardwebhooks.com, specification 1.0) or lines for
 * Slack. It needs the package `standardwebhooks`.
 *
 * @throws {TypeError} when an option can't work; the message names it, and no value
 *
 * @example
 * import { createNotifier } from "@retent/server/notifications";
 *
 * const notifier = createNotifier({
 *   url: "https://hooks.shop.example/retent",
 *   secret: process.env.RETENT_NOTIFY_SECRET,
 *   types: ["cancellation.settled", "outbox.dead"],
 * });
 */
export function createNotifier(options: NotifierOptions): Notifier {
  const url = parseSafeUrl("url", options.url);
  const {
    secret,
    withReasonText = false,
    types = notificationTypes,
    fetch: post = globalThis.fetch,
  } = options;
  const { format = isSlackUrl(url.href) ? "slack" : "webhook" } = options;
  if (format !== "webhook" && format !== "slack") throw optionError("format", 'use "webhook" or "slack"');
  const unknown = types.find((type) => !notificationTypes.includes(type));
  if (unknown !== undefined) throw optionError("types", `use ${notificationTypes.join(", ")}`);
  if (secret === undefined && format === "webhook") {
    throw optionError(
      "secret",
      "is missing: without it the receiver can't tell our webhooks from a stranger's",
    );
  }
  if (secret !== undefined) parseWebhookSecret(secret);
  const signer = secret === undefined ? undefined : new Webhook(secret);
  const redact = createRedact([
    url.href,
    options.url,
    url.pathname + url.search,
    ...url.pathname.split("/").filter((part) => part.length >= minSecretLength),
    secret ?? "",
    secret?.slice("whsec_".length) ?? "",
  ]);

  return {
    types,
    compose(notification) {
      if (!types.includes(notification.type)) return null;
      const content = withReasonText ? notification : withoutWords(notification);
      return JSON.stringify(format === "slack" ? { text: slackText(content) } : content);
    },
    async send({ id, content }, { now, signal }) {
      const at = new Date(now);
      const response = await post(url.href, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "webhook-id": id,
          "webhook-timestamp": String(Math.floor(now / 1000)),
          ...(signer && { "webhook-signature": signer.sign(id, at, content) }),
        },
        body: content,
        // Only the configured URL is trusted, and not where it redirects to.
        redirect: "manual",
        signal,
      });
      const answer: NotificationAnswer = {
        status: response.status,
        body: redact((await readText(response.body, maxBodyBytes)).content),
        retryAfterMs: parseRetryAfter(response.headers.get("retry-after"), now),
      };
      return answer;
    },
  };
}

function withoutWords(notification: Notification): Notification {
  return isOfCancellation(notification)
    ? { ...notification, data: { ...notification.data, reasonText: null } }
    : notification;
}
