import { createRedact } from "@retent/retentbase/internal";
import { createRetent, type Store, type WhoEnds } from "@retent/server";
import { createNotifier } from "@retent/server/notifications";
import { createSqliteStore } from "@retent/server/sqlite";
import { createBilling } from "../billing.ts";
import { broken, type Finding, fine, lineOf, warning } from "../doctor/check.ts";
import { checkJwks } from "../doctor/check-jwks.ts";
import { checkNames } from "../doctor/check-names.ts";
import { checkProxy } from "../doctor/check-proxy.ts";
import { checkRetentBase } from "../doctor/check-retentbase.ts";
import { checkStore } from "../doctor/check-store.ts";
import { checkStripe } from "../doctor/check-stripe.ts";
import { ConfigurationError } from "../environment/configuration-error.ts";
import { toConfigurationError } from "../environment/option-faults.ts";
import { type Configuration, readEnvironment, readSecrets } from "../environment.ts";
import type { Host } from "../host.ts";

/**
 * `retent doctor`: checks everything that the server needs, one line a check.
 *
 * @returns 0 when all is well, else 1
 */
export async function doctor({
  env,
  stdout,
  fetch,
  now,
}: Pick<Host, "env" | "stdout" | "fetch" | "now">): Promise<number> {
  const redact = createRedact(readSecrets(env));
  let isFine = true;
  const report = (finding: Finding) => {
    isFine &&= finding.isFine;
    stdout.write(redact(lineOf(finding)));
  };

  let configuration: Configuration;
  let whoEnds: WhoEnds;
  try {
    ({ configuration, whoEnds } = await readAndTry(env, fetch));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    for (const { variable, message } of error.faults) report(toFinding(variable, message));
    return 1;
  }
  report(fine("configuration", "every variable can be used"));
  for (const message of configuration.warnings) report(warning("configuration", message));
  report(checkWhoEnds(configuration, whoEnds));
  for (const finding of checkNames(configuration)) report(finding);
  for (const finding of checkProxy(configuration)) report(finding);
  report(await checkStore(configuration.database));
  const { resultToken, identity } = configuration.options;
  if (resultToken.jwksUrl) report(await checkJwks("RETENTBASE_JWKS_URL", resultToken.jwksUrl, fetch));
  if (identity?.jwksUrl) report(await checkJwks("RETENT_IDENTITY_JWKS_URL", identity.jwksUrl, fetch));
  for (const finding of await checkRetentBase(configuration, { fetch, now })) report(finding);
  for (const finding of await checkStripe(configuration, fetch)) report(finding);
  return isFine ? 0 : 1;
}

/** A person who ends subscriptions has to hear of cancellations. */
function checkWhoEnds({ options, notify }: Configuration, { isAutomatic, sentence }: WhoEnds): Finding {
  const isReported = isAutomatic || notify !== undefined || options.healthToken !== undefined;
  return (isReported ? fine : warning)("who ends subscriptions", sentence);
}

interface Tried {
  configuration: Configuration;
  whoEnds: WhoEnds;
}

/** Reads the configuration and has the server look at it, with a store that is gone afterwards. */
async function readAndTry(env: Host["env"], fetch: Host["fetch"]): Promise<Tried> {
  const configuration = readEnvironment(env);
  const { options, notify } = configuration;
  const billing = await createBilling(configuration.stripe, fetch);
  const store: Store = createSqliteStore({ file: ":memory:" });
  try {
    const notifier = notify && createNotifier({ ...notify, fetch });
    const { whoEnds } = createRetent({
      ...options,
      ...billing,
      ...(notifier && { notifier }),
      store,
      log: false,
    });
    return { configuration, whoEnds };
  } catch (error) {
    throw toConfigurationError(error) ?? error;
  } finally {
    await store.close();
  }
}

function toFinding(variable: string, message: string): Finding {
  const [cause = message, mend = "correct it"] = message.split(/: (.*)/s);
  return broken("configuration", `${variable} ${cause}`, mend);
}
