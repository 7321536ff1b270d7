/** What one body holds that is still arriving. */
export interface HeldBody {
  add(bytes: number): void;
  /** The body has arrived, or nothing more of it is read. */
  release(): void;
}

/** Bounds the memory of all bodies that are still arriving. */
export interface BodyBudget {
  /** @param giveUp called if there is no room any more, and this body has been arriving for longest */
  hold(giveUp: () => void): HeldBody;
}

/**
 * Bounds what bodies hold together. A body that is sent in earnest arrives at once, so the ones that have
 * been arriving for longest make room.
 */
export function createBodyBudget(maxBytes: number): BodyBudget {
  /** Oldest first. */
  const held = new Map<HeldBody, { bytes: number; giveUp: () => void }>();
  let total = 0;
  return {
    hold(giveUp) {
      const entry = { bytes: 0, giveUp };
      const body: HeldBody = {
        add(bytes) {
          entry.bytes += bytes;
          total += bytes;
          for (const [oldest, { giveUp }] of held) {
            if (total <= maxBytes) break;
            oldest.release();
            giveUp();
          }
        },
        release() {
          if (held.delete(body)) total -= entry.bytes;
        },
      };
      held.set(body, entry);
      return body;
    },
  };
}
