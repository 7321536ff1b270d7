import type { ServerResponse } from "node:http";
import type { Html } from "@retent/retentbase/internal";

/** An HTTP answer, before it is sent. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}

export function page(status: number, document: Html, headers: Record<string, string>): Answer {
  return {
    status,
    headers: { "content-type": "text/html; charset=utf-8", ...headers },
    body: document.markup,
  };
}

/** A 303: whatever the method was, the browser goes on with GET (RFC 9110 section 15.4.4). */
export function seeOther(location: string): Answer {
  return { status: 303, headers: { location }, body: "" };
}

export function noContent(): Answer {
  return { status: 204, headers: {}, body: "" };
}

export function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...answer.headers,
  });
  response.end(answer.body);
}
