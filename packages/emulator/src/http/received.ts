import type { IncomingMessage } from "node:http";

/** A request with its body read to the end. */
export interface Received {
  method: string;
  /** The path as sent, without the query, still percent-encoded. */
  path: string;
  /** The path with the query, as sent. */
  url: string;
  headers: IncomingMessage["headers"];
  /** Undefined where it was longer than the limit. */
  body: Buffer | undefined;
}

const maxBodyBytes = 1024 * 1024;

/**
 * Reads a request. What goes beyond 1 MiB is read and thrown away, so that the sender can still read the
 * answer; the reader of the packages' responses would stop there instead.
 */
export async function receive(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes <= maxBodyBytes) chunks.push(chunk);
  }
  return {
    method: request.method ?? "GET",
    path: getPath(request),
    url: request.url ?? "/",
    headers: request.headers,
    body: bytes <= maxBodyBytes ? Buffer.concat(chunks) : undefined,
  };
}

/** The path as sent, without the query. */
export function getPath(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

/** The media type of a request's body in lower case, without parameters. */
export function getMediaType(headers: IncomingMessage["headers"]): string {
  return (headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}
