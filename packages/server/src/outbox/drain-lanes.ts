import type { Lane } from "./lane.ts";

/**
 * Drains the lanes side by side, since a slow row of one must not hold up the others. Work moves through them in
 * their order: when a row has ended, the lanes behind its own look again.
 *
 * @param onEnded called when a row has ended, well or not
 */
export async function drainLanes(
  lanes: readonly Pick<Lane, "drain">[],
  isOver: () => boolean,
  onEnded: () => void,
): Promise<void> {
  const running: (Promise<void> | undefined)[] = lanes.map(() => undefined);
  const wanted = new Set<number>();

  function want(first: number): void {
    for (const [place, lane] of lanes.entries()) {
      if (place < first) continue;
      wanted.add(place);
      running[place] ??= drain(lane, place);
    }
  }

  async function drain(lane: Pick<Lane, "drain">, place: number): Promise<void> {
    while (wanted.delete(place)) {
      await lane.drain(isOver, () => {
        onEnded();
        want(place + 1);
      });
    }
    running[place] = undefined;
  }

  want(0);
  while (running.some((each) => each !== undefined)) await Promise.all(running);
}
