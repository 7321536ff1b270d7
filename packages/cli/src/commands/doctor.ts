import { createRedact } from "@retent/retentbase/internal";
import type { WhoEnds } from "@retent/server";
import { type Finding, failed, formatFinding, passed, warning } from "../doctor/check.ts";
import { checkBillingWebhook } from "../doctor/check-billing-webhook.ts";
import { checkJwks } from "../doctor/check-jwks.ts";
import { checkNames } from "../doctor/check-names.ts";
import { checkProxy } from "../doctor/check-proxy.ts";
import { checkRetentBase } from "../doctor/check-retentbase.ts";
import { checkStore } from "../doctor/check-store.ts";
import { checkStripe } from "../doctor/check-stripe.ts";
import { checkToken } from "../doctor/check-token.ts";
import { tryConfiguration } from "../doctor/try-configuration.ts";
import { ConfigurationError, type Fault } from "../environment/configuration-error.ts";
import { readSecrets } from "../environment/secrets.ts";
import type { Configuration } from "../environment.ts";
import type { Host } from "../host.ts";

/**
 * `retent doctor`: checks everything that the server needs, one line per check.
 *
 * @param flags `readsToken`: explains a result token from the standard input
 * @returns 0 if every check passes, else 1
 */
export async function doctor(
  { env, stdin, stdout, fetch, now }: Pick<Host, "env" | "stdin" | "stdout" | "fetch" | "now">,
  { readsToken = false }: { readsToken?: boolean } = {},
): Promise<number> {
  const redact = createRedact(readSecrets(env));
  let code = 0;
  const report = (finding: Finding) => {
    if (finding.status === "failed") code = 1;
    stdout.write(redact(formatFinding(finding)));
  };

  let configuration: Configuration;
  let whoEnds: WhoEnds;
  try {
    ({ configuration, whoEnds } = await tryConfiguration(env, { fetch, now }));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    for (const fault of error.faults) report(toFinding(fault));
    return code;
  }
  report(passed("configuration", "every variable can be used"));
  for (const message of configuration.warnings) report(warning("configuration", message));
  report(checkWhoEnds(configuration, whoEnds));
  for (const finding of checkNames(configuration)) report(finding);
  for (const finding of checkProxy(configuration)) report(finding);
  report(await checkStore(configuration.database));
  const { resultToken, identity } = configuration.options;
  if (resultToken !== "session" && resultToken.jwksUrl)
    report(await checkJwks("RETENTBASE_JWKS_URL", resultToken.jwksUrl, fetch));
  if (identity?.jwksUrl) report(await checkJwks("RETENT_IDENTITY_JWKS_URL", identity.jwksUrl, fetch));
  for (const finding of await checkRetentBase(configuration, { fetch, now })) report(finding);
  for (const finding of await checkStripe(configuration, { fetch, now })) report(finding);
  for (const finding of await checkBillingWebhook(configuration, { fetch, now })) report(finding);
  if (readsToken)
    for (const finding of await checkToken(configuration, { stdin, fetch, now })) report(finding);
  return code;
}

/**
 * A person who ends subscriptions needs to be notified of cancellations, or to see them on the operator's
 * page.
 */
function checkWhoEnds({ options, notify }: Configuration, { isAutomatic, sentence }: WhoEnds): Finding {
  const isReported = isAutomatic || notify !== undefined || options.healthToken !== undefined;
  return (isReported ? passed : warning)("who ends subscriptions", sentence);
}

function toFinding({ variable, message, remedy = "correct it" }: Fault): Finding {
  return failed("configuration", `${variable} ${message}`, remedy);
}
