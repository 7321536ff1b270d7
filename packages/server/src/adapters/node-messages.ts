import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { markAsRewritten } from "../http/rewritten-body.ts";

type ParsedMessage = IncomingMessage & { body?: unknown };

/**
 * Turns a request of node:http into a web-standard one.
 *
 * @param baseUrl where the handler is mounted, from outside: the Host header is not believed
 * @param path the request's path and query below that
 */
export function toRequest(message: ParsedMessage, baseUrl: string, path: string): Request {
  const headers = new Headers();
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    headers.append(message.rawHeaders[index] ?? "", message.rawHeaders[index + 1] ?? "");
  }
  // URL parsing would resolve dot segments and turn backslashes, and lead somewhere that nobody named; nor is a whole URL a path of ours.
  const url = `${baseUrl}${path.startsWith("/") && !rewritten.test(path.split("?", 1)[0] ?? "") ? path : "/"}`;
  const method = nameMethod(message.method ?? "GET");
  if (method === "GET" || method === "HEAD") return new Request(url, { method, headers });
  const { body, isRewritten } = readBody(message);
  const request = new Request(url, { method, headers, body, duplex: "half" } as RequestInit);
  if (isRewritten) markAsRewritten(request);
  return request;
}

const rewritten = /\\|(^|\/)(\.|%2e){1,2}(\/|$)/i;

/** A web-standard request refuses to have these methods; under another name they are refused as any other. */
function nameMethod(method: string): string {
  return /^(CONNECT|TRACE|TRACK)$/i.test(method) ? `NO-${method}` : method;
}

/** A middleware before us may have read the body: then it is written out again as it was understood. */
function readBody(message: ParsedMessage): {
  body: ReadableStream<Uint8Array> | Uint8Array | string;
  isRewritten?: boolean;
} {
  const { body, readableEnded, headers } = message;
  if (!readableEnded || body === undefined)
    return { body: Readable.toWeb(message) as unknown as ReadableStream<Uint8Array> };
  if (typeof body === "string" || body instanceof Uint8Array) return { body };
  const isForm = headers["content-type"]?.toLowerCase().startsWith("application/x-www-form-urlencoded");
  const text = isForm ? new URLSearchParams(Object(body)).toString() : JSON.stringify(body);
  return { body: text, isRewritten: true };
}

/** Sends a web-standard answer by node:http. */
export async function sendResponse(response: Response, target: ServerResponse): Promise<void> {
  target.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") target.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) target.appendHeader("set-cookie", cookies);
  // Who has gone meanwhile wants no answer.
  if (!response.body || target.destroyed) {
    target.end();
    return;
  }
  // Every answer of ours is in memory already: streaming it would only cost time.
  target.end(new Uint8Array(await response.arrayBuffer()));
}
