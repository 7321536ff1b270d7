import { type RunningWorkerd, startWorkerd } from "@retent/test-support/start-workerd";
import { afterAll, beforeAll } from "vitest";
import { type Store, StoreError, type StoreErrorCode } from "../../server/src/store.ts";
import { describeBillingEvents } from "../../server/test/stores/billing-events-contract.ts";
import type { Database } from "../../server/test/stores/contract-database.ts";
import { describeCustomerData } from "../../server/test/stores/customer-contract.ts";
import { describeDeclarations } from "../../server/test/stores/declaration-contract.ts";
import { describeList } from "../../server/test/stores/list-contract.ts";
import { describeOperator } from "../../server/test/stores/operator-contract.ts";
import { describeOutbox } from "../../server/test/stores/outbox-contract.ts";
import { describeStore } from "../../server/test/stores/store-contract.ts";
import { bundle } from "./bundle.ts";

// The store runs in workerd, in a Durable Object of its own for each test; its methods are called from here.

const undefinedValue = "undefined, which JSON lacks";
let workerd: RunningWorkerd | undefined;
let objects = 0;
let handles = 0;

beforeAll(async () => {
  workerd = await startWorkerd({ code: await bundle("store-worker.ts"), className: "StoreObject" });
});

afterAll(() => workerd?.remove());

async function post(path: string, args: unknown[] = []): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${workerd?.port}/${path}`, {
    method: "POST",
    body: JSON.stringify(args, (_, value) => (value === undefined ? undefinedValue : value)),
  });
  const { result, error } = (await response.json()) as {
    result?: unknown;
    error?: { name: string; code: StoreErrorCode; message: string };
  };
  if (error?.name === "StoreError") throw new StoreError(error.code, error.message);
  if (error) throw new Error(error.message);
  return result;
}

async function createObject(): Promise<Database> {
  objects += 1;
  const object = `object-${objects}`;
  return {
    async open() {
      handles += 1;
      const handle = `${object}/handle-${handles}`;
      await post(`${handle}/count`);
      return new Proxy({} as Store, {
        get: (_, method) =>
          method === "then" || method === "createRateLimiter"
            ? undefined
            : (...args: unknown[]) => post(`${handle}/${String(method)}`, args),
      });
    },
    async lock() {
      await post(`${object}/none/lock`);
      return async () => void (await post(`${object}/none/unlock`));
    },
    remove: async () => {},
  };
}

describeStore("a Durable Object", createObject);
describeOutbox("a Durable Object", createObject);
describeOperator("a Durable Object", createObject);
describeList("a Durable Object", createObject);
describeBillingEvents("a Durable Object", createObject);
describeCustomerData("a Durable Object", createObject);
describeDeclarations("a Durable Object", createObject);
