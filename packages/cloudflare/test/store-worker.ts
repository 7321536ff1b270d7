import type { Store } from "@retent/server";
import type { DurableStorage } from "../src/durable-storage.ts";
import { createDurableStore } from "../src/durable-store.ts";

// A Worker whose objects are stores that a test asks from outside: `POST /OBJECT/HANDLE/METHOD` with the
// arguments as JSON.

interface Env {
  CANCELLATIONS: {
    idFromName(name: string): unknown;
    get(id: unknown): { fetch(request: Request): Promise<Response> };
  };
}

const undefinedValue = "undefined, which JSON lacks";

export class StoreObject {
  readonly #storage: DurableStorage;
  readonly #stores = new Map<string, Store>();
  #isLocked = false;

  constructor({ storage }: { storage: DurableStorage }) {
    const exec = (query: string, ...bindings: unknown[]) => {
      if (this.#isLocked && !/^\s*select/i.test(query)) throw new Error("database is locked: SQLITE_BUSY");
      return storage.sql.exec(query, ...bindings);
    };
    this.#storage = {
      sql: { exec },
      transactionSync: (work) => storage.transactionSync(work),
      getAlarm: () => storage.getAlarm(),
      setAlarm: (at) => storage.setAlarm(at),
    };
  }

  async fetch(request: Request): Promise<Response> {
    const [, , handle = "", method = ""] = new URL(request.url).pathname.split("/");
    if (method === "lock" || method === "unlock") {
      this.#isLocked = method === "lock";
      return Response.json({});
    }
    const args = JSON.parse(await request.text(), (_, value) =>
      value === undefinedValue ? undefined : value,
    );
    try {
      const store = this.#stores.get(handle) ?? createDurableStore(this.#storage);
      this.#stores.set(handle, store);
      const call = store[method as keyof Store] as (...args: unknown[]) => Promise<unknown>;
      return Response.json({ result: await call(...args) });
    } catch (error) {
      const { name, code, message, cause } = error as Error & { code?: string };
      return Response.json({ error: { name, code, message: cause ? `${message}: ${cause}` : message } });
    }
  }
}

export default {
  fetch(request: Request, { CANCELLATIONS: objects }: Env): Promise<Response> {
    const [, object = ""] = new URL(request.url).pathname.split("/");
    return objects.get(objects.idFromName(object)).fetch(request);
  },
};
