import type { StoreError } from "../store.ts";

/** Asynchronous methods as a store writes them: each may return its result at once. */
type Work<Methods> = {
  [Name in keyof Methods]: Methods[Name] extends (...args: infer Args) => Promise<infer Result>
    ? (...args: Args) => Result | Promise<Result>
    : never;
};

/** Wraps each method, so that whatever it throws becomes a `StoreError`. */
export function wrapErrors<Methods extends object>(
  work: Work<Methods>,
  toStoreError: (cause: unknown) => StoreError,
): Methods {
  const wrap =
    (method: (...args: unknown[]) => unknown) =>
    async (...args: unknown[]) => {
      try {
        return await method(...args);
      } catch (error) {
        throw toStoreError(error);
      }
    };
  return Object.fromEntries(
    Object.entries(work).map(([name, method]) => [name, wrap(method as (...args: unknown[]) => unknown)]),
  ) as Methods;
}
