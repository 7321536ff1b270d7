import { once } from "node:events";
import { type ClientHttp2Session, connect, constants, createServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { toNode } from "../../src/adapters/node.ts";
import type { Retent } from "../../src/retent.ts";
import { publicUrl, startServer } from "../server-under-test.ts";

const base = new URL(publicUrl).pathname;

/** A session with our server behind Node's HTTP/2. */
async function open(retent: Retent): Promise<ClientHttp2Session> {
  const server = createServer(toNode(retent)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  onTestFinished(async () => {
    session.destroy();
    server.close();
    await once(server, "close");
  });
  return session;
}

async function send(
  session: ClientHttp2Session,
  headers: Record<string, string | string[]>,
  body?: string | Uint8Array,
) {
  const stream = session.request(headers);
  if (body !== undefined) stream.end(body);
  const [received] = await once(stream, "response");
  return { status: received[":status"], cookies: received["set-cookie"] ?? [], text: await text(stream) };
}

const post = (path: string) => ({
  ":method": "POST",
  ":path": base + path,
  "content-type": "application/json",
});

test("a cancellation goes over HTTP/2 from the click to the outcome", async () => {
  const { retent, token, store } = await startServer();
  const session = await open(retent);
  const link = await send(session, post("/cancel-link"), "{}");
  expect(link.status).toBe(200);
  const { eventId } = JSON.parse(link.text);
  const sessionId = (await store.find(eventId))?.sessionId ?? "";
  // Over HTTP/2 a browser may send each cookie in a field of its own.
  const cookie = ["other=1", ...link.cookies.map((setCookie: string) => setCookie.split(";")[0] ?? "")];
  const result = await send(
    session,
    { ...post("/result"), cookie },
    JSON.stringify({ token: token({ eventId, sessionId }) }),
  );
  expect(JSON.parse(result.text)).toMatchObject({ status: "settled", outcome: "churned" });
});

test("HEAD, a page, a redirect and what is refused are answered", async () => {
  const { retent } = await startServer();
  const session = await open(retent);
  const get = (path: string, method = "GET") => send(session, { ":method": method, ":path": base + path });
  expect(await get("/health", "HEAD")).toMatchObject({ status: 200, text: "" });
  expect((await get("/cancel")).text).toContain("<h1>");
  expect((await get("/nothing")).status).toBe(404);
  const form = { ...post("/cancel-link"), "content-type": "application/x-www-form-urlencoded" };
  expect((await send(session, form, "mode=direct")).status).toBe(303);
});

test("a body that is refused unread does not keep the next request waiting", async () => {
  const { retent } = await startServer();
  const session = await open(retent);
  const body = new Uint8Array(900 * 1024).fill(32);
  for (let times = 0; times < 3; times += 1) {
    const refused = await send(session, { ...post("/cancel-link"), "content-type": "text/plain" }, body);
    expect(refused.status).toBe(415);
    expect((await send(session, post("/cancel-link"), "{}")).status).toBe(200);
  }
});

test("a client that goes away while it sends leaves nothing behind", async () => {
  const { retent, eventsOf } = await startServer();
  const session = await open(retent);
  const stream = session.request({ ...post("/cancel-link") });
  stream.write("{");
  stream.close(constants.NGHTTP2_CANCEL);
  await once(stream, "close");
  await expect.poll(() => eventsOf("answered")).toHaveLength(1);
  expect((await send(session, post("/cancel-link"), "{}")).status).toBe(200);
});
