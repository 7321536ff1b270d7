/** Looks for work again and again, until it is stopped. */
export interface Loop {
  start(): void;
  /** Looks now instead of at the next poll; does nothing when not started. */
  wake(): void;
  /** Looks no more; resolves when a look that is under way has ended. */
  stop(): Promise<void>;
}

/**
 * @param look takes up what there is; it asks `isStopping` before it takes up more, and never rejects
 * @param pollMs how long to wait between two looks, in milliseconds
 */
export function createLoop(look: (isStopping: () => boolean) => Promise<void>, pollMs: number): Loop {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let isStarted = false;
  let isWoken = false;

  function poll(): void {
    clearTimeout(timer);
    isWoken = false;
    running = look(() => !isStarted).finally(() => {
      running = undefined;
      if (!isStarted) return;
      if (isWoken) poll();
      else timer = setTimeout(poll, pollMs);
    });
  }

  return {
    start() {
      if (isStarted) return;
      isStarted = true;
      if (!running) poll();
    },
    wake() {
      isWoken = true;
      if (isStarted && !running) poll();
    },
    async stop() {
      isStarted = false;
      clearTimeout(timer);
      await running;
    },
  };
}
