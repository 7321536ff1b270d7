import type { BillingAnswer, WhoEnds } from "./billing/billing.ts";
import type { CancelResult } from "./cancellation/cancellation.ts";
import type { CustomerCounts, CustomerExport } from "./cancellation/customer-data.ts";
import type { RecordedCancellation } from "./cancellation/record-own-page.ts";

/** What a host knows of a request beside the request itself. */
export interface RequestHost {
  /** The address that the connection comes from, for limits by address. Default: not known. */
  peer?: string | undefined;
  /**
   * Keeps the process running after the response until a promise settles; what became due is then worked off, for
   * 10 s at most. For hosts that freeze between requests: Vercel's and Netlify's `waitUntil`, `after` of Next.js.
   * Default: `start` or `drainOnce` does that work.
   */
  waitUntil?: ((work: Promise<unknown>) => void) | undefined;
}

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
   * @param host what the host knows of the request; a text is the address that it comes from
   *
   * @example
   * // On a host that freezes between requests.
   * export default (request: Request, host: { waitUntil(work: Promise<unknown>): void }) =>
   *   retent.fetch(request, undefined, { waitUntil: (work) => host.waitUntil(work) });
   */
  fetch(request: Request, native: Native, host?: RequestHost | string): Promise<Response>;
  /** Starts the outbox in the background: outcomes reach RetentBase while it runs. */
  start(): void;
  /** Stops background work once in-flight work has finished. Does not close the store. */
  stop(): Promise<void>;
  /**
   * Processes all due outbox rows, then removes what the retention time is over for; for hosts without a
   * long-running process.
   *
   * @param limits `maxMs`: returns after so many milliseconds at the latest, and leaves what is not done to
   *   the next time. What is under way then goes on, as far as the host lets it; if it is frozen or killed,
   *   its rows are due again when their lease ends. Default: no limit
   * @returns how many rows were tried; those of a lane that is still at work when time is up are not counted
   * @throws {TypeError} for a limit that is not a positive number
   */
  drainOnce(limits?: { maxMs?: number }): Promise<{ done: number }>;
  /**
   * Records a cancellation collected by the merchant's own pages and reports it to RetentBase. The same event
   * id again changes nothing.
   *
   * @throws {TypeError} for what RetentBase would not take, and for the event id of another user's
   *   cancellation, naming the field
   * @throws {StoreError} when it can't be saved: call again
   *
   * @example
   * await retent.record({ userId: "user_1", reasonKey: "too_expensive", settlement: { outcome: "churned" } });
   */
  record(cancellation: RecordedCancellation): Promise<CancelResult & { eventId: string }>;
  /**
   * Reports billing's final outcome after `onResult` returned `{ pending: true }`, or a later one that
   * changes it.
   *
   * @param about the `revision` of the result that you are settling: if the customer has changed their
   *   decision since, nothing changes. Default: the latest one
   * @throws {TypeError} for an event id that is unknown or names more than one cancellation, an answer that
   *   is not a settlement, or no revision although the customer has changed their decision and billing has
   *   not answered about that yet
   * @throws {StoreError} when the store can't save it: call again
   *
   * @example
   * await retent.settle("ev_1", { outcome: "churned", effectiveAt: new Date("2026-03-31") }, { revision: 1 });
   */
  settle(
    eventId: string,
    answer: Exclude<BillingAnswer, { pending: true }>,
    about?: { revision?: number },
  ): Promise<CancelResult>;
  /**
   * Asks RetentBase's diagnostics now how a cancellation ended, and has billing act on what was decided: for
   * merchants who hear elsewhere that a customer has finished. A cancellation that is decided already is not
   * asked about again. Advanced plan.
   *
   * @param sessionIdOrEventId RetentBase's id of the hosted session, or the event id
   * @returns null while the customer has not decided
   * @throws {TypeError} for an id that is unknown, a cancellation without a hosted session, and on the Core plan
   * @throws {RetentBaseError} if RetentBase can't be asked
   * @throws {StoreError} when the store can't be read or written: call again
   *
   * @example
   * const result = await retent.lookUp("cs_1");
   */
  lookUp(sessionIdOrEventId: string): Promise<(CancelResult & { eventId: string }) | null>;
  /**
   * Returns everything that is stored about a customer, in both environments, as one object for `JSON.stringify`. If
   * nothing is stored, its lists are empty. A declaration that belongs to no customer counts if it names an e-mail
   * address that the host app has given of this one.
   *
   * @param customer the user id; for a person who is no known customer, the e-mail address that they declared, or the
   *   declaration's id
   * @throws {TypeError} for an id that is not a text, and if the store has no `readCustomer`
   * @throws {StoreError} when the store can't be read: call again
   *
   * @example
   * console.log(JSON.stringify(await retent.exportCustomer("user_1"), null, 2));
   */
  exportCustomer(customer: string): Promise<CustomerExport>;
  /**
   * Removes everything that is stored about a customer, in both environments; with a SQLite file also from its free
   * space and its write-ahead log. Backups, and RetentBase's and billing's own copies, are not reached.
   *
   * @param customer as for `exportCustomer`
   * @param options `force`: also while work is left, such as an outcome that RetentBase has not been sent, which is
   *   then lost. Default: false
   * @returns how much was removed; zeros if nothing was stored
   * @throws {TypeError} with the code `unfinished`, naming what would be lost, while work is left; with the code
   *   `changing` if the data keeps changing meanwhile: call again; for an id that is not a text, and if the store has no
   *   `eraseCustomer`
   * @throws {StoreError} when the store can't do it: call again, also to remove what a first call has left in files
   *
   * @example
   * const { cancellations } = await retent.eraseCustomer("user_1");
   */
  eraseCustomer(customer: string, options?: { force?: boolean }): Promise<CustomerCounts>;
}
