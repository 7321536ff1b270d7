import type { Settings } from "../settings.ts";
import type { OutboxLane, OutboxRow } from "../store.ts";
import { createLoop, type Loop } from "./loop.ts";
import { createHands } from "./worker-pool.ts";

/** One kind of work of the outbox, on its own: no lane waits for another. */
export interface Lane extends Loop {
  /** Processes what is due, and waits for it. Takes no more rows once `isOver`. Never rejects. */
  drain(isOver: () => boolean): Promise<void>;
}

/** How long calls that are under way may go on after the process was asked to end, in milliseconds. */
const stopGraceMs = 5000;

interface LaneWork {
  name: OutboxLane;
  /** Never rejects. The signal tells it to give calls up, since the process wants to end. */
  work(row: OutboxRow, signal: AbortSignal): Promise<void>;
  /** Called before rows are taken. Default: does nothing. */
  prepare?(signal: AbortSignal): Promise<void>;
  /** Whether no row may be taken for now. Default: never. */
  isPaused?(): boolean;
}

export function createLane(
  settings: Settings,
  { name, work, prepare, isPaused = () => false }: LaneWork,
): Lane {
  let calls = new AbortController();
  const hands = createHands(
    settings,
    name,
    (row) => work(row, calls.signal),
    () => loop.wake(),
  );
  const loop = createLoop(async (isStopping) => {
    await safely(() => prepare?.(calls.signal));
    await safely(() => hands.take(() => isStopping() || isPaused()));
  }, settings.outbox.pollMs);

  async function safely(step: () => Promise<void> | undefined): Promise<void> {
    try {
      await step();
    } catch (error) {
      settings.onEvent({ type: "request_failed", error });
    }
  }

  return {
    start: loop.start,
    wake: loop.wake,
    async stop() {
      await loop.stop();
      const grace = setTimeout(() => calls.abort(), stopGraceMs);
      await hands.idle();
      clearTimeout(grace);
      calls = new AbortController();
    },
    async drain(isOver) {
      if (isOver()) return;
      await safely(() => prepare?.(calls.signal));
      await safely(() => hands.takeAll(() => isPaused() || isOver()));
    },
  };
}
