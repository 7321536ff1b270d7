import type { NotificationType } from "@retent/server/notifications";
import { createNotifier } from "@retent/server/notifications";
import { list, optionError, refined, secretText, text, url } from "../schemas.ts";
import { option, variable } from "../variable.ts";

/** Where notifications go. */
export const notificationVariables = {
  RETENT_NOTIFY_URL: variable({
    schema: url.optional(),
    option: option("createNotifier", "url"),
    meaning: "URL that notifications are posted to.",
    whenUnset: "no notifications",
    // The URL of a receiver such as Slack's lets anyone who has it write there.
    secret: "address",
  }),
  RETENT_NOTIFY_SECRET: variable({
    schema: refined(secretText, (secret) =>
      optionError(() => createNotifier({ url: "http://localhost", secret })),
    ).optional(),
    option: option("createNotifier", "secret"),
    meaning: "Secret that signs notifications: `whsec_` and 24 to 64 random bytes in base64.",
    whenUnset: "required with `RETENT_NOTIFY_URL`, except for Slack",
    secret: "value",
  }),
  RETENT_NOTIFY_TYPES: variable({
    schema: list(text, (type) =>
      // The notifier knows the types. Slack's host needs no secret.
      optionError(() =>
        createNotifier({ url: "https://hooks.slack.com/", types: [type as NotificationType] }),
      ),
    )
      .transform((types) => types as NotificationType[])
      .optional(),
    option: option("createNotifier", "types"),
    meaning: "Types of notifications that are sent.",
    whenUnset: "all",
    isList: true,
  }),
};
