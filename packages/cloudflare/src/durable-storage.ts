/**
 * What is used of a Durable Object's storage
 * (https://developers.cloudflare.com/durable-objects/api/sqlite-storage-api/).
 */
export interface DurableStorage {
  sql: { exec(query: string, ...bindings: unknown[]): { toArray(): Record<string, unknown>[] } };
  transactionSync<T>(work: () => T): T;
  /** @returns milliseconds since the epoch; null if no alarm is set */
  getAlarm(): Promise<number | null>;
  /** @param at milliseconds since the epoch */
  setAlarm(at: number): Promise<void>;
}
