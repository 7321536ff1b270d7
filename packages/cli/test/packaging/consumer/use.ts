// Only compiled: the types of every entry point, as a project meets them.
import type { RetentCancelButton, RetentResultEvent } from "@retent/cancel-button";
import "@retent/cancel-button/define";
import { createEmulator, type Emulator } from "@retent/emulator";
import { createResultTokenVerifier, isRetentBaseError, type Outcome } from "@retent/retentbase";
import { type CancellationResult, createRetent, type RetentEvent } from "@retent/server";
import { toExpress } from "@retent/server/express";
import { toNode } from "@retent/server/node";
import { createPostgresStore } from "@retent/server/postgres";
import { createSqliteStore } from "@retent/server/sqlite";
import express from "express";

const emulator: Emulator = await createEmulator({ port: 0 });

export const retent = createRetent<express.Request>({
  apiKey: emulator.apiKey,
  resultToken: { secret: emulator.signingSecret },
  publicUrl: "http://localhost:3000/api/retent",
  store: process.env.DATABASE_URL
    ? await createPostgresStore({ connectionString: process.env.DATABASE_URL })
    : await createSqliteStore({ file: ":memory:" }),
  identify: (_request, native) => ({ userId: native.hostname }),
  onResult: async ({ eventId, outcome }: CancellationResult) => ({ outcome, metadata: { eventId } }),
  onEvent(event: RetentEvent) {
    if (event.type === "settled") console.log(event.outcome satisfies Outcome);
  },
});
express().use("/api/retent", toExpress(retent));
export const answer = toNode(createRetent<unknown>({ ...options(), identify: () => null }));

function options() {
  return {
    apiKey: emulator.apiKey,
    resultToken: { secret: emulator.signingSecret },
    publicUrl: "http://localhost:3000/api/retent",
    store: retentStore,
  };
}
declare const retentStore: Awaited<ReturnType<typeof createSqliteStore>>;

export const verifier = createResultTokenVerifier({ secret: emulator.signingSecret, environment: "sandbox" });
export const isOurs: boolean = isRetentBaseError(undefined);

export function listen(button: RetentCancelButton): void {
  button.mode = "popup";
  button.addEventListener("retent-result", (event: RetentResultEvent) => console.log(event.outcome));
  // @ts-expect-error There is no such mode.
  button.mode = "teleport";
}
