import { createServer } from "node:http";

/**
 * Stands between the server and RetentBase: for a third of the calls it drops the connection, answers 429 with or without
 * Retry-After or 5xx, or passes the call on and loses the answer.
 *
 * @param random a number from 0 up to 1
 */
export async function startUnreliableProxy(targetUrl, random) {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const fault = random() < 1 / 3 ? Math.floor(random() * 5) : undefined;
    if (fault === 0) return request.socket.destroy();
    if (fault === 1) return response.writeHead(429, { "retry-after": "1" }).end("{}");
    if (fault === 2) return response.writeHead(429).end("{}");
    if (fault === 3) return response.writeHead(503).end("{}");
    const answer = await fetch(`${targetUrl}${request.url}`, {
      method: request.method,
      headers: { "content-type": "application/json", authorization: request.headers.authorization ?? "" },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    }).catch(() => undefined);
    if (fault === 4 || !answer) return request.socket.destroy();
    response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
