import { once } from "node:events";
import { type AddressInfo, connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createHttpServer } from "../../src/serve/create-http-server.ts";

async function listen(maxConnections: number) {
  const http = createHttpServer({ maxConnections });
  http.server.on("request", (_, response) => response.end("here"));
  http.server.listen(0, "127.0.0.1");
  await once(http.server, "listening");
  onTestFinished(() => {
    http.destroy();
    return http.stop();
  });
  return (http.server.address() as AddressInfo).port;
}

/** A connection on which nothing is sent. */
async function open(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  return socket;
}

/** Asks for something, and answers whether it came. */
async function ask(socket: Socket): Promise<boolean> {
  socket.write("GET / HTTP/1.1\r\nhost: shop.example\r\n\r\n");
  const [text] = await Promise.race([once(socket, "data"), once(socket, "close")]);
  return String(text).includes("here");
}

test("a client that holds every connection does not keep others out", async () => {
  const port = await listen(8);
  const held: Socket[] = [];
  for (let count = 0; count < 8; count += 1) held.push(await open(port));
  const closed = once(held[0] as Socket, "close");
  expect(await ask(await open(port))).toBe(true);
  await closed;
  expect(await ask(held[1] as Socket)).toBe(true);
});
