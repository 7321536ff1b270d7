import type { Cancellation } from "../../src/cancellation/cancellation.ts";
import { answer } from "../fake-retentbase.ts";
import { type ServerUnderTest, startServer } from "../server-under-test.ts";
import { started } from "../stores/stored-cancellation.ts";

export const healthToken = "health_token_of_these_tests_9Qx2";
/** What the operator's browser sends along. */
export const operator = { authorization: `Basic ${btoa(`anybody:${healthToken}`)}`, accept: "text/html" };

/** A server whose operator's page is switched on. */
export const open = (options: Parameters<typeof startServer>[0] = {}) =>
  startServer({ healthToken, ...options });

/** The page as the operator sees it. */
export async function read({ browser }: Pick<ServerUnderTest, "browser">, query = "") {
  const response = await browser.get(`/admin${query}`, operator);
  return { status: response.status, text: await response.text() };
}

/** A cancellation whose outcome RetentBase refused for good. */
export async function giveUp(server: ServerUnderTest, body: string | object = "no such thing") {
  server.retentbase.reply("update", answer(400, body));
  const flow = await server.startFlow();
  await server.bringBack(flow, { reason_key: "too_expensive", reason_text: "I am <b>ill</b>." });
  await server.retent.drainOnce();
  return flow;
}

/** An event id by its number. */
export const uuid = (index: number) => `3f2a9c${String(index).padStart(2, "0")}-0000-4000-8000-000000000000`;

/** Stores a cancellation as if a customer had started it. */
export async function add(
  { store }: Pick<ServerUnderTest, "store">,
  fields: Partial<Cancellation>,
): Promise<void> {
  await store.insert({ ...started, sessionId: null, retentBaseEventId: fields.eventId ?? "", ...fields });
}
