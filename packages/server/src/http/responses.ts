import type { RetentError } from "../errors.ts";
import type { Page } from "../pages/layout.ts";

/**
 * On every answer: nothing is cached, sniffed, framed or passed on to other sites by Referer. (With
 * `no-referrer` browsers would send our own forms with `Origin: null`.)
 */
export const securityHeaders: Record<string, string> = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

export function json(body: unknown, headers: Record<string, string> = {}, status = 200): Response {
  return respond(JSON.stringify(body), status, "application/json", headers);
}

export function text(body: string, contentType: string): Response {
  return respond(body, 200, contentType, {});
}

export function page({ body, contentSecurityPolicy }: Page, status = 200): Response {
  return respond(body, status, "text/html; charset=utf-8", {
    "content-security-policy": contentSecurityPolicy,
  });
}

/** A page that the browser saves as a file. @param name of ASCII letters, digits, dots and dashes */
export function download({ body, contentSecurityPolicy }: Page, name: string): Response {
  return respond(body, 200, "text/html; charset=utf-8", {
    "content-security-policy": contentSecurityPolicy,
    "content-disposition": `attachment; filename="${name}"`,
  });
}

/** Text that the browser saves as a file. @param name of ASCII letters, digits, dots and dashes */
export function file(body: string, contentType: string, name: string): Response {
  return respond(body, 200, contentType, { "content-disposition": `attachment; filename="${name}"` });
}

/** A form post is answered with 303, so that reloading the next page sends nothing again. */
export function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location } });
}

/** Has the browser post the same form to another address. */
export function postAgain(location: string): Response {
  return new Response(null, { status: 307, headers: { location } });
}

/** A problem document by RFC 9457, with the error's hint as an extension if it is for developers to see. */
export function problem(
  { code, status, message, headers, hint }: RetentError,
  { withHint }: { withHint: boolean },
): Response {
  const body = JSON.stringify({
    type: "about:blank",
    title: titles[status] ?? "Error",
    status,
    code,
    detail: message,
    ...(withHint && hint !== undefined && { hint }),
  });
  return respond(body, status, "application/problem+json", headers);
}

const titles: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

function respond(
  body: string,
  status: number,
  contentType: string,
  headers: Record<string, string>,
): Response {
  const response = new Response(body, { status, headers: { ...headers, "content-type": contentType } });
  texts.set(response, body);
  return response;
}

const texts = new WeakMap<Response, string>();

/** The body of one of our responses, for adapters that need no stream; undefined if it is not known. */
export function getText(response: Response): string | undefined {
  return texts.get(response);
}
