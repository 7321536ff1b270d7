import type { Host } from "../host.ts";

/** A terminal's Ctrl-C reaches a process that a script has started twice: from the terminal and from the script. */
const echoMs = 100;

/** The operator's wishes: `stop` comes with the first signal, `force` with the next. */
export interface Signals {
  stop: Promise<void>;
  force: Promise<void>;
  unsubscribe(): void;
}

/** Listens for signals from now on. */
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
