import { isSlackUrl, sendTestNotification } from "@retent/server/internal";
import { type Finding, failed, passed } from "../doctor/check.ts";
import { readUnfinished } from "../environment.ts";
import { askVariable, askYes, readVariables, type Setup, set } from "./ask.ts";
import { generateWebhookSecret } from "./generate.ts";
import { askOrTake } from "./take.ts";

/** Where cancellations are told, which is tried if the operator agrees. */
export async function askNotifications(setup: Setup): Promise<void> {
  await askVariable(setup, "RETENT_NOTIFY_URL", {
    text: "URL that notifications go to: an incoming webhook of Slack, or of a workflow (hidden)",
    isOptional: true,
    check: async () => {
      await askSecret(setup);
      return (await askYes(setup, "Send a test notification now?")) ? tryNotification(setup) : [];
    },
  });
  if (setup.values.RETENT_NOTIFY_URL === undefined)
    set(setup, { RETENT_NOTIFY_SECRET: undefined, RETENT_NOTIFY_TYPES: undefined });
}

async function askSecret(setup: Setup): Promise<void> {
  if (isSlackUrl(setup.values.RETENT_NOTIFY_URL ?? ""))
    return set(setup, { RETENT_NOTIFY_SECRET: undefined });
  await askOrTake(
    setup,
    "RETENT_NOTIFY_SECRET",
    { text: "Secret that signs notifications, whsec_… (hidden)", generate: generateWebhookSecret },
    "signs notifications, so that your receiver can check who sent them",
  );
}

async function tryNotification(setup: Setup): Promise<Finding[]> {
  const { notify, options } = readUnfinished(readVariables(setup));
  if (!notify) return [];
  const { environment = "sandbox" } = options;
  const problem = await sendTestNotification(notify, { ...setup, environment });
  const name = "notifications";
  return [
    problem
      ? failed(name, problem.cause, `${problem.remedy} (RETENT_NOTIFY_URL)`)
      : passed(name, "the receiver has taken a test: look whether it arrived"),
  ];
}
