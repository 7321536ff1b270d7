import { checkBillingWebhook } from "../doctor/check-billing-webhook.ts";
import { checkStripe } from "../doctor/check-stripe.ts";
import { variableNames } from "../environment/variables.ts";
import { readUnfinished } from "../environment.ts";
import { askChoice, askVariable, readVariables, type Setup, set } from "./ask.ts";
import { askNotifications } from "./ask-notifications.ts";
import { generateWebhookSecret } from "./generate.ts";
import { askOrTake, chooseOrTake } from "./take.ts";

/** Who ends subscriptions, and who is notified. */
export async function askBilling(setup: Setup): Promise<void> {
  setup.print("\nYour billing");
  const { RETENT_SETTLE: known } = setup.values;
  const settle = await askChoice(
    setup,
    "RetentBase does not end subscriptions. What does?",
    {
      stripe: "you bill with Stripe: this server ends them there",
      webhook: "you bill elsewhere: a workflow or server of yours does, which gets each decision at a URL",
      manual: "a person does, or another system, and is notified of each cancellation",
    },
    known === "stripe" || known === "webhook" ? known : "manual",
  );
  set(setup, { RETENT_SETTLE: settle });
  const others = variableNames.filter(
    (name) =>
      (settle !== "stripe" && /^(RETENT_)?STRIPE_/.test(name)) ||
      (settle !== "webhook" && name.startsWith("RETENT_BILLING_")),
  );
  for (const name of others) set(setup, { [name]: undefined });
  if (settle === "stripe") await askStripe(setup);
  if (settle === "webhook") await askReceiver(setup);
  if (settle === "manual" || setup.asksAll) await askNotifications(setup);
}

async function askStripe(setup: Setup): Promise<void> {
  await chooseOrTake(
    setup,
    "RETENT_STRIPE_ON_CHURNED",
    "What happens at Stripe when a customer leaves?",
    {
      cancel_at_period_end: "the subscription ends with the period that is paid for",
      cancel_now: "the subscription ends at once",
      nothing: "nothing: a person or another system ends it",
    },
    "cancel_at_period_end",
  );
  const { publicUrl } = readUnfinished(readVariables(setup)).options;
  await askVariable(setup, "STRIPE_WEBHOOK_SECRET", {
    text: `Signing secret (whsec_…) of the webhook endpoint that you add in Stripe's dashboard for ${publicUrl}/stripe/webhook (hidden)`,
  });
  await askVariable(setup, "STRIPE_SECRET_KEY", {
    text: "Secret key (sk_… or rk_…), from Stripe's dashboard (hidden)",
    check: async () => checkStripe(readUnfinished(readVariables(setup)), setup),
  });
}

async function askReceiver(setup: Setup): Promise<void> {
  await askOrTake(
    setup,
    "RETENT_BILLING_SECRET",
    { text: "Secret that signs what is sent there, whsec_… (hidden)", generate: generateWebhookSecret },
    "signs what your receiver gets, which has to know it",
  );
  await askVariable(setup, "RETENT_BILLING_URL", {
    text: "URL of the receiver (hidden)",
    check: async () => checkBillingWebhook(readUnfinished(readVariables(setup)), setup),
  });
}
