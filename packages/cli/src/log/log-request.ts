import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";

const maxPathLength = 200;
/** No part of a path of ours is as long; a token that somebody put there by mistake is. */
const maxPartLength = 32;

/** Logs a request once it is over: method, path, status and duration, nothing that it brought along. */
export function logRequest(
  log: Logger,
  request: IncomingMessage,
  response: ServerResponse,
  now: () => number,
): void {
  const startedAt = now();
  response.once("close", () => {
    log.info(
      {
        method: request.method,
        path: pathOf(request.url ?? ""),
        // Nobody got an answer where the connection broke before.
        status: response.writableFinished ? response.statusCode : null,
        durationMs: now() - startedAt,
      },
      "request",
    );
  });
}

/** The path without what may hold tokens: query, fragment, and parts that are too long. */
function pathOf(url: string): string {
  if (!url.startsWith("/")) return "(no path)";
  const parts = url.replace(/[?#].*$/s, "").split("/");
  const path = parts.map((part) => (part.length > maxPartLength ? "…" : part)).join("/");
  return path.slice(0, maxPathLength);
}
