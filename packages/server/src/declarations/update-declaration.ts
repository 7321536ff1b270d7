import type { App } from "../app.ts";
import type { NewOutboxRow } from "../outbox/row.ts";
import type { Declaration } from "./declaration.ts";
import type { DeclarationStore } from "./declaration-store.ts";

/** Saves are refused while others save the same declaration; each time it is read afresh. */
const maxSaves = 10;

/** What becomes known of an open declaration. */
export type DeclarationUpdate = Partial<
  Pick<
    Declaration,
    | "confirmedBy"
    | "isAmbiguous"
    | "userId"
    | "subscription"
    | "endsAt"
    | "status"
    | "rejectedBecause"
    | "isKnownEmail"
  >
>;

/**
 * Saves what is now known of an open declaration, and has it taken further. One that is not open stays as it is.
 *
 * @param enqueue queued with it
 * @throws {StoreError}
 */
export async function updateDeclaration(
  app: App,
  store: DeclarationStore,
  id: string,
  toUpdate: (current: Declaration) => DeclarationUpdate | Promise<DeclarationUpdate>,
  enqueue: readonly NewOutboxRow[] = [],
): Promise<Declaration | undefined> {
  for (let saves = 0; saves < maxSaves; saves += 1) {
    const current = await store.findDeclaration(id);
    if (current?.status !== "open") return current;
    const declaration = { ...current, ...(await toUpdate(current)), updatedAtMs: app.services.now() };
    const next: NewOutboxRow[] =
      declaration.status === "open" ? [{ kind: "declare", revision: 0, body: null }] : [];
    const saved = await store.saveDeclaration({ declaration, enqueue: [...next, ...enqueue] });
    if (saved) return saved;
  }
  throw new Error("the declaration is being changed by too many others at once");
}
