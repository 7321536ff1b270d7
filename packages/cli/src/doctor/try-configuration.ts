import { createRetent, type Store, type WhoEnds } from "@retent/server";
import { createMailer } from "@retent/server/mail";
import { createNotifier } from "@retent/server/notifications";
import { createSqliteStore } from "@retent/server/sqlite";
import { createBilling } from "../billing.ts";
import { buildFromEnvironment } from "../environment/option-faults.ts";
import { type Configuration, type Environment, readEnvironment } from "../environment.ts";
import type { Host } from "../host.ts";

interface Tried {
  configuration: Configuration;
  whoEnds: WhoEnds;
}

/**
 * Reads the configuration and builds a server from it, with a store in memory.
 *
 * @throws {ConfigurationError}
 */
export async function tryConfiguration(
  env: Environment,
  runtime: Pick<Host, "fetch" | "now">,
): Promise<Tried> {
  const configuration = readEnvironment(env);
  const { options, notify, mail } = configuration;
  const billing = await createBilling(configuration, runtime);
  const store: Store = createSqliteStore({ file: ":memory:" });
  try {
    const notifier =
      notify &&
      buildFromEnvironment("createNotifier", () => createNotifier({ ...notify, fetch: runtime.fetch }));
    const mailer = mail && buildFromEnvironment("createMailer", () => createMailer(mail));
    const { whoEnds } = buildFromEnvironment("createRetent", () =>
      createRetent({
        ...options,
        ...billing,
        ...(notifier && { notifier }),
        ...(mailer && { mail: mailer }),
        store,
        log: false,
      }),
    );
    return { configuration, whoEnds };
  } finally {
    await store.close();
  }
}
