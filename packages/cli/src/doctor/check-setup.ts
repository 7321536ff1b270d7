import type { WhoEnds } from "@retent/server";
import type { Configuration } from "../environment.ts";
import type { Host } from "../host.ts";
import { type Finding, passed, warning } from "./check.ts";
import { checkBillingWebhook } from "./check-billing-webhook.ts";
import { checkJwks } from "./check-jwks.ts";
import { checkMail } from "./check-mail.ts";
import { checkNames } from "./check-names.ts";
import { checkProxy } from "./check-proxy.ts";
import { checkRetentBase } from "./check-retentbase.ts";
import { checkStore } from "./check-store.ts";
import { checkStripe } from "./check-stripe.ts";

/** Checks everything that a server with this configuration needs, one after the other. */
export async function* checkSetup(
  configuration: Configuration,
  whoEnds: WhoEnds,
  { fetch, now }: Pick<Host, "fetch" | "now">,
): AsyncGenerator<Finding, void> {
  yield passed("configuration", "every variable can be used");
  for (const message of configuration.warnings) yield warning("configuration", message);
  yield checkWhoEnds(configuration, whoEnds);
  yield* checkNames(configuration);
  yield* checkProxy(configuration);
  yield await checkStore(configuration.database);
  const { resultToken, identity } = configuration.options;
  if (resultToken !== "session" && resultToken.jwksUrl)
    yield await checkJwks("RETENTBASE_JWKS_URL", resultToken.jwksUrl, fetch);
  if (identity?.jwksUrl) yield await checkJwks("RETENT_IDENTITY_JWKS_URL", identity.jwksUrl, fetch);
  yield* await checkRetentBase(configuration, { fetch, now });
  yield* await checkStripe(configuration, { fetch, now });
  yield* await checkBillingWebhook(configuration, { fetch, now });
  if (configuration.mail) yield await checkMail(configuration.mail);
}

/**
 * A person who ends subscriptions needs to be notified of cancellations, or to see them on the operator's
 * page.
 */
function checkWhoEnds({ options, notify }: Configuration, { isAutomatic, sentence }: WhoEnds): Finding {
  const isReported = isAutomatic || notify !== undefined || options.healthToken !== undefined;
  return (isReported ? passed : warning)("who ends subscriptions", sentence);
}
