import { isSlackUrl } from "@retent/server/internal";
import { checkBillingWebhook } from "../doctor/check-billing-webhook.ts";
import { checkJwks } from "../doctor/check-jwks.ts";
import { checkStore } from "../doctor/check-store.ts";
import { checkStripe } from "../doctor/check-stripe.ts";
import { variableNames } from "../environment/variables.ts";
import { readUnfinished } from "../environment.ts";
import { askChoice, askVariable, readVariables, type Setup, set } from "./ask.ts";
import { generateSecret, generateWebhookSecret } from "./generate.ts";

/** How customers are known. */
export async function askIdentity(setup: Setup): Promise<void> {
  setup.print("\nYour customers");
  const kind = await askChoice(
    setup,
    "What signs the tokens that say who is signed in?",
    {
      jwks: "a membership tool such as Outseta, Clerk, Auth0, Supabase or Firebase, which publishes its keys",
      memberstack: "Memberstack, which verifies them itself",
      secret: "your own code, with a secret that it shares with this server",
    },
    findIdentityKind(setup),
  );
  for (const [name, owner] of Object.entries(identityKinds))
    if (owner !== kind) set(setup, { [name]: undefined });
  if (kind === "jwks") {
    await askVariable(setup, "RETENT_IDENTITY_JWKS_URL", {
      text: "URL of the tool's public keys (its JWKS)",
      check: async () => [
        await checkJwks("RETENT_IDENTITY_JWKS_URL", setup.values.RETENT_IDENTITY_JWKS_URL ?? "", setup.fetch),
      ],
    });
  } else if (kind === "memberstack") {
    set(setup, { RETENT_IDENTITY_ISSUER: undefined });
    await askVariable(setup, "RETENT_IDENTITY_MEMBERSTACK_KEY", {
      text: "Secret key (sk_…), from Memberstack's dashboard (hidden)",
    });
    await askVariable(setup, "RETENT_IDENTITY_AUDIENCE", { text: "App ID (app_…), from the same place" });
    return;
  } else {
    await askVariable(setup, "RETENT_IDENTITY_SECRET", {
      text: "Secret of at least 32 bytes (hidden)",
      generate: generateSecret,
    });
  }
  await askVariable(setup, "RETENT_IDENTITY_AUDIENCE", {
    text: "Audience (aud) that these tokens must name",
    isOptional: true,
  });
  await askVariable(setup, "RETENT_IDENTITY_ISSUER", {
    text: "Issuer (iss) that these tokens must name",
    isOptional: true,
  });
  await askVariable(setup, "RETENT_IDENTITY_USER_CLAIM", {
    text: "Claim that holds the customer's id",
    standard: "sub",
  });
}

/** Which variable belongs to which kind. */
const identityKinds = {
  RETENT_IDENTITY_JWKS_URL: "jwks",
  RETENT_IDENTITY_MEMBERSTACK_KEY: "memberstack",
  RETENT_IDENTITY_SECRET: "secret",
} as const;

function findIdentityKind({ values }: Setup): (typeof identityKinds)[keyof typeof identityKinds] {
  if (values.RETENT_IDENTITY_MEMBERSTACK_KEY !== undefined) return "memberstack";
  return values.RETENT_IDENTITY_SECRET === undefined ? "jwks" : "secret";
}

/** Where cancellations are kept. */
export async function askDatabase(setup: Setup): Promise<void> {
  setup.print("\nYour data");
  const { RETENT_DATABASE_URL: known = "sqlite:" } = setup.values;
  const kind = await askChoice(
    setup,
    "Where are cancellations kept?",
    { sqlite: "in a file beside the server", postgres: "in PostgreSQL, which several servers can share" },
    known.startsWith("sqlite:") ? "sqlite" : "postgres",
  );
  const isSqlite = kind === "sqlite";
  if (known.startsWith("sqlite:") !== isSqlite) set(setup, { RETENT_DATABASE_URL: undefined });
  if (isSqlite) set(setup, { RETENT_DATABASE_SCHEMA: undefined });
  await askVariable(setup, "RETENT_DATABASE_URL", {
    text: isSqlite ? "File, after sqlite:" : "URL, as postgres://USER:PASSWORD@HOST/DATABASE (hidden)",
    ...(isSqlite && { standard: "sqlite:retent.db" }),
    isShown: isSqlite,
    check: async () => [await checkStore(readUnfinished(readVariables(setup)).database)],
  });
}

/** Who ends subscriptions, and who is notified. */
export async function askBilling(setup: Setup): Promise<void> {
  setup.print("\nYour billing");
  const { RETENT_SETTLE: known } = setup.values;
  const settle = await askChoice(
    setup,
    "RetentBase does not end subscriptions. What does?",
    {
      stripe: "this server, at Stripe",
      webhook: "a workflow or server of yours, which gets each decision at a URL",
      manual: "a person or another system, who is notified of each cancellation",
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
  await askNotifications(setup);
}

const churnedChoices = {
  cancel_at_period_end: "the subscription ends with the period that is paid for",
  cancel_now: "the subscription ends at once",
  nothing: "nothing: a person or another system ends it",
};

async function askStripe(setup: Setup): Promise<void> {
  const known = setup.values.RETENT_STRIPE_ON_CHURNED;
  const onChurned = await askChoice(
    setup,
    "What happens at Stripe when a customer leaves?",
    churnedChoices,
    known === "cancel_now" || known === "nothing" ? known : "cancel_at_period_end",
  );
  set(setup, { RETENT_STRIPE_ON_CHURNED: onChurned });
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
  await askVariable(setup, "RETENT_BILLING_SECRET", {
    text: "Secret that signs what is sent there, whsec_… (hidden)",
    generate: generateWebhookSecret,
  });
  await askVariable(setup, "RETENT_BILLING_URL", {
    text: "URL of the receiver (hidden)",
    check: async () => checkBillingWebhook(readUnfinished(readVariables(setup)), setup),
  });
}

async function askNotifications(setup: Setup): Promise<void> {
  await askVariable(setup, "RETENT_NOTIFY_URL", {
    text: "URL that notifications go to: an incoming webhook of Slack, or a receiver of yours (hidden)",
    isOptional: true,
  });
  const { RETENT_NOTIFY_URL: url } = setup.values;
  if (url === undefined) set(setup, { RETENT_NOTIFY_SECRET: undefined, RETENT_NOTIFY_TYPES: undefined });
  else if (isSlackUrl(url)) set(setup, { RETENT_NOTIFY_SECRET: undefined });
  else
    await askVariable(setup, "RETENT_NOTIFY_SECRET", {
      text: "Secret that signs notifications, whsec_… (hidden)",
      generate: generateWebhookSecret,
    });
}

/** What opens the operator's page. */
export async function askOperator(setup: Setup): Promise<void> {
  setup.print("\nYour operator's page");
  await askVariable(setup, "RETENT_HEALTH_TOKEN", {
    text: "Password of the operator's page, the health check and the metrics (hidden)",
    generate: generateSecret,
    isOptional: true,
  });
}
