import type { Host } from "../host.ts";

/** If a script started this process, Ctrl-C reaches it twice: from the terminal and from the script. */
const echoMs = 100;

/** Shutdown signals: `stop` resolves at the first signal, `force` at the next. */
export interface Signals {
  stop: Promise<void>;
  force: Promise<void>;
  unsubscribe(): void;
}

/** Starts to listen for signals. */
export function watchSignals({ onSignal, now }: Pick<Host, "onSignal" | "now">): Signals {
  const listeners = { stop: () => {}, force: () => {} };
  const stop = new Promise<void>((resolve) => {
    listeners.stop = resolve;
  });
  const force = new Promise<void>((resolve) => {
    listeners.force = resolve;
  });
  let firstAt: number | undefined;
  const unsubscribe = onSignal(() => {
    if (firstAt === undefined) {
      firstAt = now();
      listeners.stop();
    } else if (now() - firstAt >= echoMs) {
      listeners.force();
    }
  });
  return { stop, force, unsubscribe };
}
