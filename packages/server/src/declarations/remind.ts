import type { App } from "../app.ts";
import { declarationNotification } from "../notifications/notification-rows.ts";
import type { OutboxRow } from "../outbox/row.ts";
import type { DeclarationStore } from "./declaration-store.ts";

/** Notifies the merchant of a declaration that is still open. */
export async function remind(app: App, store: DeclarationStore, row: OutboxRow): Promise<void> {
  const declaration = await store.findDeclaration(row.eventId);
  if (declaration?.status !== "open") return app.services.store.finish(row);
  app.services.onEvent({
    type: "declaration_open",
    declarationId: declaration.id,
    preset: declaration.preset,
  });
  const enqueue = declarationNotification(app, "declaration.open", declaration);
  const saved = await store.saveDeclaration({ declaration, enqueue, finish: row });
  if (!saved) throw new Error("the declaration was changed meanwhile");
}
