import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebReadableStream } from "node:stream/web";

/** Turns a request of node:http into a web-standard one, with the URL that the adapter names: the Host header is not believed. */
export function toRequest(message: IncomingMessage & { body?: unknown }, url: string): Request {
  const { method = "GET", headers, rawHeaders } = message;
  const all = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (!name.startsWith(":")) all.append(name, rawHeaders[index + 1] ?? "");
  }
  if (method === "GET" || method === "HEAD") return new Request(url, { method, headers: all });
  const parsed = parsedBody(message, headers["content-type"] ?? "");
  if (parsed !== undefined) {
    all.delete("content-length");
    return new Request(url, { method, headers: all, body: parsed });
  }
  const body = Readable.toWeb(message) as unknown as ReadableStream<Uint8Array>;
  return new Request(url, { method, headers: all, body, duplex: "half" } as RequestInit);
}

/** A middleware before us may have read the body: then it is written out again as it was understood. */
function parsedBody(
  { body, readableEnded }: IncomingMessage & { body?: unknown },
  type: string,
): string | undefined {
  if (!readableEnded || typeof body !== "object" || body === null) return undefined;
  if (type.startsWith("application/json")) return JSON.stringify(body);
  return new URLSearchParams(body as Record<string, string>).toString();
}

/** Sends a web-standard answer by node:http. */
export async function sendResponse(response: Response, target: ServerResponse): Promise<void> {
  target.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") target.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) target.appendHeader("set-cookie", cookies);
  if (!response.body) {
    target.end();
    return;
  }
  await pipeline(Readable.fromWeb(response.body as WebReadableStream), target);
}
