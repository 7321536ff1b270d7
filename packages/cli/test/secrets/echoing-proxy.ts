import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What goes wrong with a call: it is answered like this with everything that was sent, or not at all. */
export type Trouble = { status: number; headers?: Record<string, string> } | "drop";

/**
 * Stands between the server and RetentBase and, on demand, repeats in its answer what it was sent, key and
 * all, as proxies and debug pages do.
 */
export async function startEchoingProxy(targetUrl: string) {
  const troubles: { method: string; path: RegExp; trouble: Trouble }[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray()).toString();
    const { method = "", url = "", headers } = request;
    const index = troubles.findIndex((each) => each.method === method && each.path.test(url));
    const trouble = troubles.splice(index, index < 0 ? 0 : 1)[0]?.trouble;
    if (trouble === "drop") {
      request.socket.destroy();
    } else if (trouble) {
      const { authorization = "" } = headers;
      const sent = [authorization, encodeURIComponent(authorization), body];
      const base64 = sent.flatMap((text) => [
        Buffer.from(text).toString("base64"),
        Buffer.from(`:${text}`).toString("base64url"),
      ]);
      response.writeHead(trouble.status, {
        "www-authenticate": authorization,
        location: `/?${encodeURIComponent(authorization)}`,
        ...trouble.headers,
      });
      response.end(JSON.stringify([...sent, ...base64]));
    } else {
      const passed = await fetch(`${targetUrl}${url}`, {
        method,
        headers: { authorization: headers.authorization ?? "", "content-type": "application/json" },
        ...(body !== "" && { body }),
      });
      response.writeHead(passed.status, { "content-type": "application/json" }).end(await passed.text());
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The next call that fits gets into trouble. */
    cause: (method: string, path: RegExp, trouble: Trouble) => troubles.push({ method, path, trouble }),
    /** The number of faults that no request has met yet. */
    left: () => troubles.length,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
