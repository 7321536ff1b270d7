import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";

const maxPathLength = 200;

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

/** The path without query or fragment, which may hold tokens. */
function pathOf(url: string): string {
  if (!url.startsWith("/")) return "(no path)";
  return url.replace(/[?#].*$/s, "").slice(0, maxPathLength);
}
