export { createRetentObject, type RetentObject } from "./create-retent-object.ts";
export type { DurableStorage } from "./durable-storage.ts";
export { createDurableStore, type DurableStore } from "./durable-store.ts";
