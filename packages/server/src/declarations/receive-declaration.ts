import type { App } from "../app.ts";
import type { Preset } from "../law-preset.ts";
import { declarationNotification } from "../notifications/notification-rows.ts";
import type { NewOutboxRow } from "../outbox/row.ts";
import type { Language } from "../pages/languages.ts";
import type { Declaration, Statement } from "./declaration.ts";
import type { DeclarationStore } from "./declaration-store.ts";
import type { FormEntries } from "./parse-form.ts";
import { reminderRows } from "./reminders.ts";

type Declared = Pick<Declaration, "preset" | "statement">;

interface Received {
  /** How long the confirmation waits, in milliseconds; null if there is none. */
  mailAfterMs: number | null;
  id: string;
  preset: Preset;
  language: Language;
  entries: FormEntries;
  statement: Statement;
  /** The customer whom the request proves to come from, and which subscription is meant as far as that is known. */
  sender: (Pick<Declaration, "subscription" | "isAmbiguous"> & { userId: string }) | undefined;
}

/**
 * Stores a declaration, and with it its confirmation, its next step and its reminders. Sent twice, it is stored once.
 *
 * @returns undefined if the id is taken by a declaration that says something else
 * @throws {StoreError}
 */
export async function receiveDeclaration(
  app: App,
  store: DeclarationStore,
  { id, preset, language, entries, statement, sender, mailAfterMs }: Received,
): Promise<Declaration | undefined> {
  const now = app.services.now();
  const isMailed = entries.email !== null && mailAfterMs !== null;
  const declaration: Declaration = {
    id,
    environment: app.config.environment,
    preset,
    language,
    ...entries,
    statement,
    isMailed,
    receivedAtMs: now,
    status: "open",
    userId: sender?.userId ?? null,
    subscription: sender?.subscription ?? null,
    isAmbiguous: sender?.isAmbiguous ?? false,
    isKnownEmail: false,
    confirmedBy: sender ? "session" : null,
    endsAt: null,
    rejectedBecause: null,
    updatedAtMs: now,
    version: 1,
  };
  const enqueue: NewOutboxRow[] = [
    ...(isMailed
      ? [
          {
            kind: "mail",
            revision: 0,
            body: { template: "declared" },
            dueAt: now + (mailAfterMs ?? 0),
          } as const,
        ]
      : []),
    { kind: "declare", revision: 0, body: null },
    ...reminderRows(now),
    ...declarationNotification(app, "declaration.received", declaration),
  ];
  if (await store.insertDeclaration(declaration, enqueue)) {
    app.services.onEvent({ type: "declaration_received", declarationId: id, preset });
    return declaration;
  }
  const known = await store.findDeclaration(id);
  return known && isSameDeclaration(known, declaration) ? known : undefined;
}

/** Whether two declarations say the same. */
export function isSameDeclaration(a: Declared, b: Declared): boolean {
  const toText = ({ preset, statement }: Declared) => JSON.stringify([preset, statement.lines]);
  return toText(a) === toText(b);
}
