/**
 * Resolves to what the promise resolves to, or to undefined as soon as the signal is aborted: a method that a
 * subclass overrides may ignore its signal.
 */
export function unlessAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal,
): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => resolve(undefined));
    promise.then(resolve, reject);
  });
}
