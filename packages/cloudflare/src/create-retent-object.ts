import { createRetent, type Retent, type RetentOptions } from "@retent/server";
import { chooseAlarm } from "./alarm.ts";
import type { DurableStorage } from "./durable-storage.ts";
import { createDurableStore, type DurableStore } from "./durable-store.ts";

/** What Cloudflare gives to a Durable Object. */
export interface DurableState {
  storage: DurableStorage;
}

/** The options of `createRetent` but the store, which is the object's own. */
export type RetentObjectOptions<Env> = Omit<RetentOptions<Env>, "store">;

/** A Durable Object that is the whole server. */
export interface RetentObject {
  /** Responds to a request below `publicUrl`. */
  fetch(request: Request): Promise<Response>;
  /** Works off what is due. Cloudflare calls it. */
  alarm(): Promise<void>;
}

/** How long one alarm may work, in milliseconds; Cloudflare ends it after 15 minutes. */
const maxDrainMs = 300_000;

/** If the object ends before it has said after a request when it wants to wake, it wakes after so many milliseconds. */
const safetyMs = 60_000;

/**
 * Makes the class of a Durable Object that is the server, its database and its outbox in one.
 *
 * @param configure makes the options from the Worker's variables. If it throws, requests are answered with 503,
 *   and what it threw is written to the log
 *
 * @example
 * import { createRetentObject } from "@retent/cloudflare";
 *
 * export class Cancellations extends createRetentObject((env: { RETENTBASE_API_KEY: string }) => ({
 *   apiKey: env.RETENTBASE_API_KEY,
 *   // …
 * })) {}
 *
 * export default {
 *   fetch: (request, env) => env.CANCELLATIONS.getByName("retent").fetch(request),
 * };
 */
export function createRetentObject<Env>(
  configure: (env: Env) => RetentObjectOptions<Env> | Promise<RetentObjectOptions<Env>>,
): new (
  state: DurableState,
  env: Env,
) => RetentObject {
  return class implements RetentObject {
    readonly #storage: DurableStorage;
    readonly #env: Env;
    #server: Promise<Server<Env>> | undefined;

    constructor({ storage }: DurableState, env: Env) {
      this.#storage = storage;
      this.#env = env;
    }

    async fetch(request: Request): Promise<Response> {
      const server = await this.#getServer().catch(reportFault);
      if (!server) return new Response(notConfigured, { status: 503 });
      // Without an alarm, what is queued waits for the next request; the customer need not.
      if (request.method === "POST") await this.#setSafetyAlarm(server).catch(reportFault);
      const peer = request.headers.get("cf-connecting-ip") ?? undefined;
      const response = await server.retent.fetch(request, this.#env, peer);
      await this.#setAlarm(server, false).catch(reportFault);
      return response;
    }

    /** Cloudflare calls it again until it has once come to its end. */
    async alarm(): Promise<void> {
      const server = await this.#getServer();
      await server.retent.drainOnce({ maxMs: maxDrainMs });
      await this.#setAlarm(server, true);
    }

    #getServer(): Promise<Server<Env>> {
      // What failed is tried again by the next request: the storage may have been down.
      this.#server ??= build(this.#storage, this.#env).catch((error) => {
        this.#server = undefined;
        throw error;
      });
      return this.#server;
    }

    /** Set before there is work, so that no crash can come between the work and the alarm for it. */
    async #setSafetyAlarm({ now }: Server<Env>): Promise<void> {
      if ((await this.#storage.getAlarm()) === null) await this.#storage.setAlarm(now() + safetyMs);
    }

    async #setAlarm({ store, now }: Server<Env>, isDrained: boolean): Promise<void> {
      const at = chooseAlarm(store.nextDueAt(), now(), isDrained);
      const planned = await this.#storage.getAlarm();
      // An alarm that is only to come later stays as it is, unless it has just gone off.
      if (isDrained || planned === null || at < planned) await this.#storage.setAlarm(at);
    }
  };

  async function build(storage: DurableStorage, env: Env): Promise<Server<Env>> {
    const options = await configure(env);
    const store = createDurableStore(storage);
    return { store, retent: createRetent<Env>({ ...options, store }), now: options.now ?? Date.now };
  }
}

interface Server<Env> {
  store: DurableStore;
  retent: Retent<Env>;
  now: () => number;
}

const notConfigured = "This server is not configured yet. The Worker's log says what is missing.\n";

function reportFault(error: unknown): undefined {
  console.error(`retent: ${error instanceof Error ? error.message : String(error)}`);
}
