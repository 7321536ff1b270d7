import type { IncomingMessage, ServerResponse } from "node:http";
import type { Retent } from "../create-retent.ts";
import { markAsRewritten } from "../http/rewritten-body.ts";

type ParsedMessage = IncomingMessage & { body?: unknown };

/**
 * Turns a request of node:http into a web-standard one.
 *
 * @param baseUrl where the handler is mounted, from outside: the Host header is not believed
 * @param path the request's path and query below that
 */
function toRequest(message: ParsedMessage, baseUrl: string, path: string): Request {
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

/** Answers a request of node:http. */
export async function answerMessage<Native>(
  retent: Retent<Native>,
  message: Native & ParsedMessage,
  response: ServerResponse,
  baseUrl: string,
  path: string,
): Promise<void> {
  const request = toRequest(message, baseUrl, path);
  await sendResponse(await retent.fetch(request, message, message.socket.remoteAddress), response);
  // A body that nobody has read keeps the next request on this connection waiting. It is locked once it was read.
  await request.body?.cancel().catch(() => {});
}

/** Earlier middleware may have parsed the body: then it is serialized again. */
function readBody(message: ParsedMessage): {
  body: ReadableStream<Uint8Array> | Uint8Array | string;
  isRewritten?: boolean;
} {
  const { body, readableEnded, headers } = message;
  if (!readableEnded || body === undefined) return { body: toBodyStream(message) };
  if (typeof body === "string" || body instanceof Uint8Array) return { body };
  const isForm = headers["content-type"]?.toLowerCase().startsWith("application/x-www-form-urlencoded");
  const text = isForm ? new URLSearchParams(Object(body)).toString() : JSON.stringify(body);
  return { body: text, isRewritten: true };
}

/** How much of a body that nobody reads is taken off its connection, in bytes. A client that is cut off earlier may miss the answer. */
const maxDiscardedBytes = 64 * 1024 * 1024;
/** How long that may take, in milliseconds. */
const discardTimeoutMs = 10_000;

/** A message's body as it arrives. Cancelled, it leaves the connection to the next request. */
function toBodyStream(message: IncomingMessage): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        message.pause();
        message.on("data", (chunk: Uint8Array) => {
          message.pause();
          controller.enqueue(chunk);
        });
        message.once("end", () => controller.close());
        message.once("error", (error) => controller.error(error));
      },
      pull: () => void message.resume(),
      cancel() {
        for (const event of ["data", "end", "error"]) message.removeAllListeners(event);
        discard(message);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Reads what is left of a body and throws it away; breaks the connection off if that is too much or takes too long. */
function discard(message: IncomingMessage): void {
  const breakOff = () => message.socket.destroy();
  const timer = setTimeout(breakOff, discardTimeoutMs);
  timer.unref();
  let bytes = 0;
  message.on("data", (chunk: Uint8Array) => {
    bytes += chunk.length;
    if (bytes > maxDiscardedBytes) breakOff();
  });
  message.once("close", () => clearTimeout(timer));
  message.once("end", () => clearTimeout(timer));
  message.resume();
}

/** Sends a web-standard answer by node:http. */
async function sendResponse(response: Response, target: ServerResponse): Promise<void> {
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
  target.end(new Uint8Array(await response.arrayBuffer()));
}
