import type { IncomingMessage } from "node:http";
import { createRedact } from "@retent/retentbase/internal";
import { createRetent, type OnEvent, type Retent } from "@retent/server";
import { createMailer } from "@retent/server/mail";
import { toNode } from "@retent/server/node";
import { createNotifier } from "@retent/server/notifications";
import { createBilling } from "../billing.ts";
import { type Finding, redactFinding } from "../doctor/check.ts";
import { checkSetup } from "../doctor/check-setup.ts";
import { buildFromEnvironment } from "../environment/option-faults.ts";
import { readSecrets } from "../environment/secrets.ts";
import { readEnvironment } from "../environment.ts";
import type { Host } from "../host.ts";
import { createLog } from "../log/create-log.ts";
import { createEventLog } from "../log/log-event.ts";
import { logRequest } from "../log/log-request.ts";
import { loadMetrics } from "../metrics/load-metrics.ts";
import { createHttpServer } from "../serve/create-http-server.ts";
import { listen } from "../serve/listen.ts";
import { watchSignals } from "../serve/watch-signals.ts";
import { openStore } from "../store.ts";

/** Time limit for open requests and background work after the signal to stop, in milliseconds. */
const stopTimeoutMs = 10_000;

/**
 * `retent serve`: runs the server until a signal.
 *
 * @returns 0 if everything was finished, 1 if it was cut off
 * @throws {ConfigurationError}
 * @throws {StoreError}
 * @throws {CommandError} if it can't listen
 */
export async function serve(host: Host): Promise<number> {
  const { env, stdout, now } = host;
  const configuration = readEnvironment(env);
  const { options, notify, mail, database, host: address, port, logLevel, warnings } = configuration;
  const billing = await createBilling(configuration, host);
  const redact = createRedact(readSecrets(env));
  const log = createLog({ level: logLevel, stdout, redact, now });
  const signals = watchSignals(host);
  const store = await openStore(database);
  const metrics = loadMetrics(store, now);
  const logEvent = createEventLog(log);
  for (const message of warnings) logEvent({ type: "settings_warning", message });
  const onEvent: OnEvent = (event) => {
    metrics.onEvent(event);
    logEvent(event);
  };
  const http = createHttpServer();
  let retent: Retent<IncomingMessage>;
  try {
    const { fetch } = host;
    const notifier =
      notify && buildFromEnvironment("createNotifier", () => createNotifier({ ...notify, fetch }));
    retent = buildFromEnvironment("createRetent", () =>
      createRetent<IncomingMessage>({
        ...options,
        ...billing,
        ...(notifier && { notifier }),
        ...(mail && { mail: buildFromEnvironment("createMailer", () => createMailer(mail)) }),
        store,
        onEvent,
        metrics: metrics.render,
        checks: async () => {
          const findings: Finding[] = [];
          for await (const finding of checkSetup(configuration, retent.whoEnds, host))
            findings.push(redactFinding(finding, redact));
          return findings;
        },
        now,
        fetch,
      }),
    );
    const respond = toNode(retent);
    http.server.on("request", (request, response) => {
      logRequest(log, request, response, now);
      void respond(request, response);
    });
    await listen(http.server, address, port);
  } catch (error) {
    signals.unsubscribe();
    await store.close();
    throw error;
  }
  retent.start();
  const { isAutomatic, sentence } = retent.whoEnds;
  log[isAutomatic ? "info" : "warn"]({ event: "who_ends_subscriptions" }, sentence);
  log.info({ host: address, port, publicUrl: retent.publicUrl }, "listening");

  await signals.stop;
  log.info("stopping");
  const finish = async () => {
    await Promise.all([http.stop(), retent.stop()]);
    await store.close();
    return true;
  };
  const isFinished = await Promise.race([finish(), cutOff(signals.force)]);
  signals.unsubscribe();
  if (isFinished) log.info("stopped");
  else {
    http.destroy();
    log.error("stopped before everything was finished");
  }
  return isFinished ? 0 : 1;
}

/** Resolves at the second signal or the time limit. */
function cutOff(force: Promise<void>): Promise<boolean> {
  const limit = new Promise<void>((resolve) => setTimeout(resolve, stopTimeoutMs).unref());
  return Promise.race([force, limit]).then(() => false);
}
