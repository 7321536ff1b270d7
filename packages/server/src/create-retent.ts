import type { BillingAnswer, WhoEnds } from "./billing.ts";
import { type CancelResult, toCancelResult } from "./cancellation/cancellation.ts";
import { createLanes } from "./cancellation/lanes/lanes.ts";
import { prune } from "./cancellation/prune.ts";
import { type RecordedCancellation, recordCancellation } from "./cancellation/record.ts";
import { settleCancellation } from "./cancellation/settle.ts";
import { createHandler } from "./http/handler.ts";
import type { RetentOptions } from "./options.ts";
import { createOutbox } from "./outbox/outbox.ts";
import { parseOptions } from "./settings.ts";
import { findSettingsWarnings } from "./settings-warnings.ts";

/** The server between a merchant's page and RetentBase. */
export interface Retent<Native = unknown> {
  /** Where the handler is reached from outside, without a slash at its end. */
  readonly publicUrl: string;
  /** Who ends a subscription when its customer leaves, under these options. */
  readonly whoEnds: WhoEnds;
  /**
   * Answers a request below `publicUrl`. Never rejects.
   *
   * @param native what `identify` gets as its second argument
   * @param peer the address that the connection comes from, for limits by address
   */
  fetch(request: Request, native: Native, peer?: string): Promise<Response>;
  /** Starts the outbox in the background: outcomes reach RetentBase while it runs. */
  start(): void;
  /** Ends what `start` began, after what is under way. The store stays open. */
  stop(): Promise<void>;
  /**
   * Processes all due outbox rows; for hosts without a long-running process.
   *
   * @param limits `maxMs`: returns after so many milliseconds at the latest, and leaves what is not done to the next time. What is under way
   *   then goes on, as far as the host lets it; if it is frozen or killed, its rows are due again when their lease ends. Default: no limit
   * @throws {TypeError} for a limit that is not a positive number
   */
  drainOnce(limits?: { maxMs?: number }): Promise<void>;
  /**
   * Writes down a cancellation that pages of the merchant's own asked about, for RetentBase to learn of. The same event id
   * again changes nothing.
   *
   * @throws {TypeError} for what RetentBase would not take, and for the event id of another user's cancellation, naming the field
   * @throws {StoreError} when it can't be saved: call again
   */
  record(cancellation: RecordedCancellation): Promise<CancelResult & { eventId: string }>;
  /**
   * Tells billing's decision where `onResult` answered `{ pending: true }`, or a later one that changes it.
   *
   * @param about the `revision` of the result that this is about: where the customer has decided anew since, nothing changes. Default:
   *   the present one
   * @throws {TypeError} for an event id that is unknown or names more than one cancellation, an answer that is not a settlement, or no
   *   revision where the customer has decided anew and billing has still to act on it
   * @throws {StoreError} when the store can't save it: call again
   */
  settle(
    eventId: string,
    answer: Exclude<BillingAnswer, { pending: true }>,
    about?: { revision?: number },
  ): Promise<CancelResult>;
}

/**
 * Builds the server: a handler for requests and an outbox. Mount it with an adapter, e.g. `toExpress`, and call `start`.
 *
 * @throws {TypeError} one line that names every option that is wrong and how to mend it
 */
export function createRetent<Native = unknown>(options: RetentOptions<Native>): Retent<Native> {
  const settings = parseOptions(options);
  const lanes = createLanes(settings);
  const outbox = createOutbox({
    lanes: lanes.all,
    prune: (isStopping) => prune(settings, isStopping),
    onEvent: settings.onEvent,
  });
  const handle = createHandler(settings, lanes);
  const { onEvent, publicUrl, whoEnds } = settings;
  const { isOperator } = options;
  for (const message of findSettingsWarnings(options)) onEvent({ type: "settings_warning", message });

  return {
    publicUrl,
    whoEnds,
    fetch: (request, native, peer) =>
      handle(
        request,
        {
          identify: async () => options.identify?.(request, native) ?? null,
          // Nothing but true is a yes.
          isOperator: isOperator && (async () => (await isOperator(request, native)) === true),
        },
        peer,
      ),
    start: outbox.start,
    stop: outbox.stop,
    drainOnce: outbox.drainOnce,
    async record(recorded) {
      const cancellation = await recordCancellation(settings, recorded);
      lanes.wake();
      return { ...toCancelResult(cancellation, settings.afterUrl), eventId: cancellation.eventId };
    },
    async settle(eventId, answer, { revision } = {}) {
      const { cancellation, isNew } = await settleCancellation(settings, eventId, answer, revision);
      if (isNew) lanes.wake();
      return toCancelResult(cancellation, settings.afterUrl);
    },
  };
}
