import type { IncomingMessage, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";
import type { BodySource } from "@retent/retentbase/internal";
import { getNotes, setNotes } from "../http/adapter-notes.ts";
import { getText } from "../http/responses.ts";
import type { Retent } from "../retent.ts";
import { createRequestBody } from "./request-body.ts";

/** A request of node:http, or of node:http2 by its compatibility API; some hosts have read its body. */
export type NodeRequest = (IncomingMessage | Http2ServerRequest) & {
  /** What a parser made of the body. */
  body?: unknown;
  /** The body as it was sent, where the host keeps that. */
  rawBody?: unknown;
};

export type NodeResponse = ServerResponse | Http2ServerResponse;

/** Turns a request of node:http into a web-standard one. */
function toRequest(
  message: NodeRequest,
  { baseUrl, path, clientAddress }: Pick<Mounted<unknown>, "baseUrl" | "path" | "clientAddress">,
): Request {
  const headers = new Headers();
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    const name = message.rawHeaders[index] ?? "";
    // HTTP/2 has method and path among them.
    if (!name.startsWith(":")) headers.append(name, message.rawHeaders[index + 1] ?? "");
  }
  // URL parsing would resolve dot segments and turn backslashes, and lead somewhere else than named; nor is a
  // whole URL one of our paths.
  const url = `${baseUrl}${path.startsWith("/") && !rewritten.test(path.split("?", 1)[0] ?? "") ? path : "/"}`;
  const method = nameMethod(message.method ?? "GET");
  const hasBody = method !== "GET" && method !== "HEAD";
  const { body = null, ...known } = hasBody ? readBody(message) : {};
  const request = new Request(url, { method, headers, body } as RequestInit);
  setNotes(request, { ...known, clientAddress });
  return request;
}

const rewritten = /\\|(^|\/)(\.|%2e){1,2}(\/|$)/i;

/** A web-standard request refuses to have these methods; under another name they are refused as any other. */
function nameMethod(method: string): string {
  return /^(CONNECT|TRACE|TRACK)$/i.test(method) ? `NO-${method}` : method;
}

interface Mounted<Native> {
  retent: Retent<Native>;
  /** Where the handler is mounted, from outside: the Host header is not believed. */
  baseUrl: string;
  /** The request's path and query below that. */
  path: string;
  /** Where the client is, if the host's own settings about proxies say so. */
  clientAddress?: string | undefined;
}

/** Answers a request of node:http. */
export async function answerMessage<Native>(
  message: NodeRequest & Native,
  response: NodeResponse,
  mounted: Mounted<Native>,
): Promise<void> {
  const { retent } = mounted;
  const request = toRequest(message, mounted);
  await sendResponse(await retent.fetch(request, message, message.socket.remoteAddress), response);
  // An unread body keeps the next request on this connection waiting.
  await getNotes(request).source?.getReader().cancel();
}

/** The body as it arrives; if earlier middleware has read it, what was kept of it. */
function readBody(message: NodeRequest): {
  body?: Uint8Array | string | null;
  source?: BodySource;
  isReserialized?: boolean;
  isBodyLost?: boolean;
} {
  const { body, rawBody, readableEnded, headers } = message;
  if (rawBody instanceof Uint8Array && rawBody.length > 0) return { body: rawBody };
  if (!readableEnded) return { source: createRequestBody(message) };
  if (typeof body === "string" || body instanceof Uint8Array) return { body };
  if (body === undefined) {
    const wasEmpty = Number(headers["content-length"] ?? 0) === 0 && !headers["transfer-encoding"];
    return { body: null, isBodyLost: !wasEmpty };
  }
  const isForm = headers["content-type"]?.toLowerCase().startsWith("application/x-www-form-urlencoded");
  const text = isForm ? new URLSearchParams(Object(body)).toString() : JSON.stringify(body);
  return { body: text, isReserialized: true };
}

/** Sends a web-standard answer by node:http. */
async function sendResponse(response: Response, target: NodeResponse): Promise<void> {
  target.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") target.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) target.appendHeader("set-cookie", cookies);
  // The client may have disconnected.
  if (!response.body || target.destroyed) {
    target.end();
    return;
  }
  // Every answer is in memory already: streaming it would only cost time.
  target.end(getText(response) ?? new Uint8Array(await response.arrayBuffer()));
}
