import { toCancelResult } from "./cancellation/cancellation.ts";
import { eraseCustomer, exportCustomer } from "./cancellation/customer-data.ts";
import { createLanes } from "./cancellation/lanes/lanes.ts";
import { lookUpNow } from "./cancellation/look-up-now.ts";
import { prune } from "./cancellation/prune.ts";
import { recordCancellation } from "./cancellation/record-own-page.ts";
import { settleCancellation } from "./cancellation/settle-by-host.ts";
import { createApp } from "./create-app.ts";
import { createHandler } from "./http/handler.ts";
import type { RetentOptions } from "./options/options.ts";
import { findOptionWarnings } from "./options/options-warnings.ts";
import { createOutbox } from "./outbox/outbox.ts";
import type { RequestHost, Retent } from "./retent.ts";

/** How long what became due by a request is worked off after its response, in milliseconds. */
const afterResponseMs = 10_000;

/**
 * Builds the server: a handler for requests and an outbox. Mount it with an adapter, e.g. `toExpress`, and
 * call `start`.
 *
 * @throws {OptionsError} that names every option that is wrong and how to fix it
 *
 * @example
 * import { createRetent } from "@retent/server";
 * import { createSqliteStore } from "@retent/server/sqlite";
 *
 * const retent = createRetent({
 *   apiKey: process.env.RETENTBASE_API_KEY ?? "",
 *   resultToken: { secret: process.env.RETENTBASE_SIGNING_SECRET ?? "" },
 *   publicUrl: "https://shop.example/api/retent",
 *   identify: () => ({ userId: "user_1" }),
 *   onResult: ({ outcome }) => ({ outcome }),
 *   store: createSqliteStore({ file: "retent.db" }),
 * });
 * retent.start();
 */
export function createRetent<Native = unknown>(options: RetentOptions<Native>): Retent<Native> {
  const app = createApp(options);
  const lanes = createLanes(app);
  const { onEvent, now } = app.services;
  const outbox = createOutbox({
    lanes: lanes.all,
    prune: (isStopping) => prune(app, isStopping),
    onEvent,
    now,
  });
  const handle = createHandler(app, { lanes, drain: outbox.drainOnce });
  const { publicUrl, whoEnds } = app.config;
  const { isOperator } = options;
  for (const message of findOptionWarnings(options)) onEvent({ type: "settings_warning", message });

  /** Whatever the host says to it, the customer gets the response: what is due stays due. */
  function workAfter(waitUntil: NonNullable<RequestHost["waitUntil"]>): void {
    const work = outbox.drainOnce({ maxMs: afterResponseMs });
    try {
      waitUntil(work);
    } catch (error) {
      onEvent({ type: "request_failed", error });
    }
  }

  return {
    publicUrl,
    whoEnds,
    async fetch(request, native, host = {}) {
      const { peer, waitUntil } = typeof host === "string" ? { peer: host } : host;
      const checks = {
        identify: async () => options.identify?.(request, native) ?? null,
        // Only `true` grants access.
        isOperator: isOperator && (async () => (await isOperator(request, native)) === true),
      };
      const response = await handle(request, checks, peer);
      // What was refused made nothing due.
      if (waitUntil && request.method === "POST" && response.status < 400) workAfter(waitUntil);
      return response;
    },
    start: outbox.start,
    stop: outbox.stop,
    drainOnce: outbox.drainOnce,
    async record(recorded) {
      const cancellation = await recordCancellation(app, recorded);
      lanes.wake();
      return {
        ...toCancelResult(cancellation, app.config, app.services.now()),
        eventId: cancellation.eventId,
      };
    },
    async lookUp(sessionIdOrEventId) {
      const cancellation = await lookUpNow(app, lanes, sessionIdOrEventId);
      return cancellation
        ? { ...toCancelResult(cancellation, app.config, app.services.now()), eventId: cancellation.eventId }
        : null;
    },
    exportCustomer: (userId) => exportCustomer(app.services, userId),
    eraseCustomer: (userId, options) => eraseCustomer(app.services, userId, options),
    async settle(eventId, answer, { revision } = {}) {
      const { cancellation, isNew } = await settleCancellation(app, eventId, answer, { revision });
      if (isNew) lanes.wake();
      return toCancelResult(cancellation, app.config, app.services.now());
    },
  };
}
