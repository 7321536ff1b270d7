import type { IncomingMessage, ServerResponse } from "node:http";
import { truncate } from "@retent/retentbase/internal";
import type { Logger } from "pino";

const maxPathLength = 200;
/** Every part of our paths is shorter. A longer one may be a token that was put there by mistake. */
const maxPartLength = 32;

/** Logs method, path, status and duration of a request once it is over, and nothing else that it carries. */
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
        path: toLoggedPath(request.url ?? ""),
        // If the connection broke first, the client got no response.
        status: response.writableFinished ? response.statusCode : null,
        durationMs: now() - startedAt,
      },
      "request",
    );
  });
}

/** The path without the parts that may hold tokens: query, fragment, and segments that are too long. */
function toLoggedPath(url: string): string {
  if (!url.startsWith("/")) return "(no path)";
  const parts = url.replace(/[?#].*$/s, "").split("/");
  const path = parts.map((part) => (part.length > maxPartLength ? "…" : part)).join("/");
  return truncate(path, maxPathLength);
}
