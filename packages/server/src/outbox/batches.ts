/** Calls to the outside whose answers are saved together. */
export interface Batches {
  /**
   * Makes a call, and returns its answer when enough others have come to be saved with it, or none is on its
   * way, or a few milliseconds have passed. A failure is thrown at once.
   *
   * @param onAnswer called as soon as the answer is there: the next call may be made
   */
  run<Answer>(call: () => Promise<Answer>, onAnswer: () => void): Promise<Answer>;
}

/** How long an answer waits for others, in milliseconds. */
const gatherMs = 5;

/**
 * A store commits what it is asked for at once together, and waits for the disk once for all of it.
 *
 * @param enough so many answers wait for no more
 */
export function createBatches(enough: number): Batches {
  let underWay = 0;
  let gathered: (() => void)[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function release(): void {
    clearTimeout(timer);
    timer = undefined;
    const ready = gathered;
    gathered = [];
    for (const resolve of ready) resolve();
  }

  function gather(): Promise<void> {
    return new Promise((resolve) => {
      gathered.push(resolve);
      if (underWay === 0 || gathered.length >= enough) release();
      else timer ??= setTimeout(release, gatherMs);
    });
  }

  return {
    async run(call, onAnswer) {
      underWay += 1;
      let answer: Awaited<ReturnType<typeof call>>;
      try {
        answer = await call();
        onAnswer();
      } finally {
        underWay -= 1;
        if (underWay === 0) release();
      }
      await gather();
      return answer;
    },
  };
}
