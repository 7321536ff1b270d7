import { type Store, StoreError } from "../src/store.ts";

/** What goes wrong with one call of the store. */
export type Trouble =
  /** A full disk, a lock, a lost connection: the call fails and nothing is done. */
  | "fails"
  /** The process is killed before the call is done. */
  | "killed before"
  /** The process is killed once the call is done. */
  | "killed after";

/** A store whose n-th call meets with trouble. A killed process hears no more of anything. */
export function troubled(store: Store, step: number, trouble: Trouble) {
  let calls = 0;
  let kill = () => {};
  let isDead = false;
  const killed = new Promise<"killed">((resolve) => {
    kill = () => {
      isDead = true;
      resolve("killed");
    };
  });
  const never = new Promise<never>(() => {});

  const wrapped = new Proxy(store, {
    get(target, name: keyof Store) {
      const method = target[name];
      if (typeof method !== "function" || name === "createRateLimiter" || name === "close") return method;
      return async (...args: unknown[]) => {
        if (isDead) return never;
        calls += 1;
        if (calls !== step) return Reflect.apply(method, target, args);
        if (trouble === "fails") throw new StoreError("unavailable", "the disk is full");
        if (trouble === "killed after") await Reflect.apply(method, target, args);
        kill();
        return never;
      };
    },
  });
  return { store: wrapped, killed, hasMetTrouble: () => calls >= step };
}
