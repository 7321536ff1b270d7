import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createRetentBaseClient, type RetentBaseClient } from "../../src/client/create-client.ts";

/** Against a real socket, since libraries know more failures than their docs list. */
const ways: [string, { fetch?: typeof fetch }][] = [
  ["Node.js's own client", {}],
  ["fetch", { fetch: globalThis.fetch }],
];

const link = JSON.stringify({
  url: "https://cancel.retentbase.com/c/tok_9f2",
  expires_at: "2026-03-01T00:30:00Z",
  environment: "sandbox",
  session_id: "cs_77",
});
const answered = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${link.length}\r\n\r\n${link}`;

const closings: (() => void)[] = [];
afterEach(() => {
  for (const close of closings.splice(0)) close();
});

/** Answers each whole request by bytes: `answer` is told which request of which connection it is, from 1. */
async function serve(answer: (socket: Socket, request: number, connection: number) => void) {
  const received: string[] = [];
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    connections += 1;
    const connection = connections;
    sockets.add(socket);
    let requests = 0;
    let text = "";
    socket.on("error", () => {});
    socket.on("data", (piece) => {
      text += piece.toString("latin1");
      // The first bytes of TLS.
      if (text.startsWith("\x16\x03")) return socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
      const [, head = "", body = ""] = /^(.*?\r\n\r\n)(.*)$/s.exec(text) ?? [];
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (head === "" || body.length < length) return;
      received.push(Buffer.from(text, "latin1").toString());
      text = "";
      requests += 1;
      answer(socket, requests, connection);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closings.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as { port: number };
  return { apiUrl: `http://127.0.0.1:${port}`, received, countConnections: () => connections };
}

const ask = (client: RetentBaseClient) => client.createCancelLink({ userId: "u_é1" });

describe.each(ways)("by %s", (_, options) => {
  const connect = (apiUrl: string, timeoutMs = 20_000) =>
    createRetentBaseClient({ apiKey: "key-4f1c9a", apiUrl, timeoutMs, ...options });

  test("a call is sent whole, and its answer read", async () => {
    const { apiUrl, received } = await serve((socket) => socket.write(answered));
    expect(await ask(connect(apiUrl))).toEqual(JSON.parse(link));
    const [head = "", body = ""] = received[0]?.split("\r\n\r\n") ?? [];
    expect(head).toMatch(/^POST \/api\/v1\/cancel-link HTTP\/1\.1\r\n/);
    expect(head).toMatch(/^authorization: Bearer key-4f1c9a$/im);
    expect(head).toMatch(/^content-type: application\/json$/im);
    expect(head).toMatch(/^user-agent: node$/im);
    expect(JSON.parse(body)).toEqual({ userId: "u_é1" });
  });

  test("an answer may come in pieces, after early hints", async () => {
    const { apiUrl } = await serve((socket) => {
      socket.write("HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n");
      socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
      const half = link.length >> 1;
      for (const part of [link.slice(0, half), link.slice(half)]) {
        socket.write(`${part.length.toString(16)}\r\n${part}\r\n`);
      }
      socket.write("0\r\n\r\n");
    });
    expect(await ask(connect(apiUrl))).toEqual(JSON.parse(link));
  });

  test("what it says of the failure comes with it", async () => {
    const body = '{"error":{"code":"slow_down"}}';
    const { apiUrl } = await serve((socket) =>
      socket.write(
        `HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      ),
    );
    await expect(ask(connect(apiUrl))).rejects.toMatchObject({
      code: "rate_limited",
      retryAfterMs: 7000,
      upstreamCode: "slow_down",
    });
  });

  test("a second answer that comes with the first does not become the next call's", async () => {
    const { apiUrl } = await serve((socket, request) => {
      const unasked = answered.replace("tok_9f2", "tok_bad");
      socket.write(request === 1 ? answered + unasked : answered);
    });
    const client = connect(apiUrl);
    expect(await ask(client)).toEqual(JSON.parse(link));
    expect(await ask(client)).toEqual(JSON.parse(link));
  });

  test.each([301, 302, 303, 307, 308])("a redirect is not followed (%i)", async (status) => {
    const { apiUrl, received } = await serve((socket) =>
      socket.write(`HTTP/1.1 ${status} Moved\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n`),
    );
    await expect(ask(connect(apiUrl))).rejects.toMatchObject({ code: "unexpected_status", status });
    expect(received).toHaveLength(1);
  });

  test("an endless answer is cut off, and its connection with it", async () => {
    const closed = Promise.withResolvers<void>();
    const { apiUrl } = await serve((socket) => {
      socket.on("close", () => closed.resolve());
      socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
      const more = () => {
        while (!socket.destroyed && socket.write(`400\r\n${"x".repeat(1024)}\r\n`));
      };
      socket.on("drain", more);
      more();
    });
    await expect(ask(connect(apiUrl))).rejects.toMatchObject({ code: "invalid_response" });
    await closed.promise;
  });

  const broken: [string, (socket: Socket) => void][] = [
    ["nothing", (socket) => socket.destroy()],
    ["a reset", (socket) => socket.resetAndDestroy()],
    ["no HTTP", (socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n")],
    ["a head that is cut off", (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-ty")],
    ["an endless head", (socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${"x".repeat(200_000)}`)],
    ["less than it announced", (socket) => socket.end(answered.slice(0, -5))],
    ["two lengths", (socket) => socket.end(answered.replace("\r\n", "\r\ncontent-length: 3\r\n"))],
    [
      "a chunk without a length",
      (socket) => socket.end(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n${link}\r\n`),
    ],
    [
      "chunks without an end",
      (socket) => socket.end(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n`),
    ],
    [
      "another protocol",
      (socket) => socket.write("HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"),
    ],
  ];
  test.each(broken)("an answer that is %s is a network failure", async (_, answer) => {
    const { apiUrl, received } = await serve(answer);
    await expect(ask(connect(apiUrl))).rejects.toMatchObject({ name: "RetentBaseError", code: "network" });
    expect(received).toHaveLength(1);
  });

  const slow: [string, string][] = [
    ["before the answer", ""],
    ["in its head", "HTTP/1.1 200 OK\r\ncontent-le"],
    ["before its body", `HTTP/1.1 200 OK\r\ncontent-length: ${link.length}\r\n\r\n`],
    ["in its body", answered.slice(0, -5)],
    ["in a body of unknown length", `HTTP/1.1 200 OK\r\n\r\n${link.slice(0, -5)}`],
  ];
  test.each(slow)("a call that hangs %s ends at its time limit, or when it is given up", async (_, start) => {
    const begun = Promise.withResolvers<void>();
    const { apiUrl } = await serve((socket) => {
      if (start !== "") socket.write(start);
      begun.resolve();
    });
    await expect(ask(connect(apiUrl, 50))).rejects.toMatchObject({ code: "timeout" });
    const giveUp = new AbortController();
    const call = connect(apiUrl).createCancelLink({ userId: "u_1" }, { signal: giveUp.signal });
    const failed = expect(call).rejects.toMatchObject({ code: "network" });
    await begun.promise;
    giveUp.abort();
    await failed;
  });

  test("a call that was given up before is not sent", async () => {
    const { apiUrl, countConnections } = await serve((socket) => socket.write(answered));
    const call = connect(apiUrl).createCancelLink({ userId: "u_1" }, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ code: "network" });
    expect(countConnections()).toBe(0);
  });

  test("no connection is a network failure, and so is plain HTTP where TLS is expected", async () => {
    const { apiUrl } = await serve((socket) => socket.write(answered));
    await expect(ask(connect(apiUrl.replace("http:", "https:")))).rejects.toMatchObject({ code: "network" });
    for (const close of closings.splice(0)) close();
    await expect(ask(connect(apiUrl))).rejects.toMatchObject({ code: "network" });
  });
});

describe("under Node.js a connection is kept", () => {
  const connect = (apiUrl: string) => createRetentBaseClient({ apiKey: "key-4f1c9a", apiUrl });

  test("for the next call, also after an answer without a body or with one that is not needed", async () => {
    const answers = [
      "HTTP/1.1 204 No Content\r\n\r\n",
      "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",
      answered,
    ];
    const { apiUrl, countConnections } = await serve((socket, request) =>
      socket.write(answers[request - 1] ?? answered),
    );
    const client = connect(apiUrl);
    expect(await client.updateCancellation("ev_1", { outcome: "churned" })).toEqual({ status: 204 });
    expect(await client.updateCancellation("ev_1", { outcome: "churned" })).toEqual({ status: 200 });
    expect(await ask(client)).toEqual(JSON.parse(link));
    expect(await ask(client)).toEqual(JSON.parse(link));
    expect(countConnections()).toBe(1);
  });

  test("and one that closes just as it is used costs no call", async () => {
    const { apiUrl, received } = await serve((socket, request, connection) =>
      connection === 1 && request === 2 ? socket.destroy() : socket.write(answered),
    );
    const client = connect(apiUrl);
    await ask(client);
    expect(await ask(client)).toEqual(JSON.parse(link));
    expect(received).toHaveLength(3);
  });

  test("but one that closes within an answer is a failure, and the call is not made again", async () => {
    const { apiUrl, received } = await serve((socket, request) =>
      request === 1 ? socket.write(answered) : socket.end(answered.slice(0, -5)),
    );
    const client = connect(apiUrl);
    await ask(client);
    await expect(ask(client)).rejects.toMatchObject({ code: "network" });
    expect(received).toHaveLength(2);
  });
});
