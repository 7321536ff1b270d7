import type { Settings } from "../settings.ts";
import type { OutboxLane, OutboxRow } from "../store.ts";
import { createHands } from "./hands.ts";
import { createLoop, type Loop } from "./loop.ts";

/** One kind of work of the outbox, on its own: no lane waits for another. */
export interface Lane extends Loop {
  /** Works off what is due, and waits for it. Never rejects. */
  drain(): Promise<void>;
}

interface LaneWork {
  name: OutboxLane;
  /** Never rejects. */
  work(row: OutboxRow): Promise<void>;
  /** Called before rows are taken. Default: does nothing. */
  prepare?(): Promise<void>;
  /** Whether no row may be taken for now. Default: never. */
  isPaused?(): boolean;
}

export function createLane(
  settings: Settings,
  { name, work, prepare, isPaused = () => false }: LaneWork,
): Lane {
  const hands = createHands(settings, name, work, () => loop.wake());
  const loop = createLoop(async (isStopping) => {
    await safely(prepare);
    await safely(() => hands.take(() => isStopping() || isPaused()));
  }, settings.outbox.pollMs);

  async function safely(step: (() => Promise<void>) | undefined): Promise<void> {
    try {
      await step?.();
    } catch (error) {
      settings.onEvent({ type: "request_failed", error });
    }
  }

  return {
    start: loop.start,
    wake: loop.wake,
    async stop() {
      await loop.stop();
      await hands.idle();
    },
    async drain() {
      await safely(prepare);
      await safely(() => hands.takeAll(isPaused));
    },
  };
}
