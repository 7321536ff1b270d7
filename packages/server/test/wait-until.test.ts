import { expect, test } from "vitest";
import { publicUrl, startServer } from "./server-under-test.ts";

/** A host that keeps the process until what it was given has settled, and freezes it then. */
function createHost() {
  const works: Promise<unknown>[] = [];
  return {
    works,
    waitUntil: (work: Promise<unknown>) => void works.push(work),
    settled: () => Promise.all(works.splice(0)),
  };
}

const post = (path: string, body: object, cookie = "") =>
  new Request(publicUrl + path, {
    method: "POST",
    headers: { "content-type": "application/json", origin: new URL(publicUrl).origin, cookie },
    body: JSON.stringify(body),
  });

async function startAndDecide(waitUntil: (work: Promise<unknown>) => void) {
  const server = await startServer();
  const { retent, store } = server;
  const link = await retent.fetch(post("/cancel-link", {}), undefined, { waitUntil });
  const { eventId } = (await link.json()) as { eventId: string };
  const sessionId = (await store.find(eventId))?.sessionId ?? "";
  const [cookie = ""] = (link.headers.get("set-cookie") ?? "").split(";");
  const token = await server.token({ eventId, sessionId });
  const result = await retent.fetch(post("/result", { token }, cookie), undefined, { waitUntil });
  return { ...server, result };
}

test("an outcome reaches RetentBase after the response, before the host may freeze", async () => {
  const host = createHost();
  const { result, retentbase } = await startAndDecide(host.waitUntil);
  expect(await result.json()).toMatchObject({ status: "settled", outcome: "churned" });
  await host.settled();
  expect(retentbase.calls("update")).toHaveLength(1);
});

test("what only reads, or is refused, keeps the process no longer", async () => {
  const { retent, session } = await startServer();
  const host = createHost();
  session.customer = null;
  expect((await retent.fetch(post("/cancel-link", {}), undefined, host)).status).toBe(401);
  expect((await retent.fetch(post("/nothing", {}), undefined, host)).status).toBe(404);
  await retent.fetch(new Request(`${publicUrl}/button.js`), undefined, host);
  await retent.fetch(new Request(`${publicUrl}/cancel`), undefined, host);
  expect(host.works).toEqual([]);
});

test("a host whose waitUntil throws keeps no customer from the answer", async () => {
  const { result, retent, retentbase, eventsOf } = await startAndDecide(() => {
    throw new Error("called outside a request");
  });
  expect(await result.json()).toMatchObject({ status: "settled", outcome: "churned" });
  await retent.drainOnce();
  expect(retentbase.calls("update")).toHaveLength(1);
  expect(eventsOf("request_failed")).toMatchObject([
    { error: { message: "called outside a request" } },
    { error: { message: "called outside a request" } },
  ]);
});

test("the address may be given beside it", async () => {
  const { retent } = await startServer({ limits: { linksPerUser: 1000, postsPerAddress: 1 } });
  const host = createHost();
  const first = await retent.fetch(post("/cancel-link", {}), undefined, { ...host, peer: "192.0.2.1" });
  const second = await retent.fetch(post("/cancel-link", {}), undefined, { ...host, peer: "192.0.2.1" });
  const other = await retent.fetch(post("/cancel-link", {}), undefined, { ...host, peer: "192.0.2.2" });
  expect([first.status, second.status, other.status]).toEqual([200, 429, 200]);
});
