import type { App } from "../app.ts";
import { bindingLifetimeSeconds } from "../cancellation/binding.ts";
import { findLanguage, type Language } from "../pages/languages.ts";

const prefix = "retent_flow_";
const languageName = "retent_lang";
/**
 * A browser that starts one cancellation after another in a day would run into header limits; the oldest go
 * first.
 */
export const maxCookies = 20;
/**
 * Each cancellation adds one cookie, so a browser that holds many more than it should made them up, or was
 * given them by another host.
 */
const maxRemovals = 5;

/**
 * The cancellation cookies that the browser sent: event id to values, the newest first. Another host of the
 * domain may have set some of the same name, which come before or after the real one.
 */
export function readCancellationCookies(request: Request): Map<string, string[]> {
  const found = new Map<string, string[]>();
  // RFC 6265 section 5.4: the browser sends older cookies first.
  for (const [name, value] of readCookies(request).toReversed()) {
    if (!name.startsWith(prefix)) continue;
    const eventId = decode(name.slice(prefix.length));
    found.set(eventId, [...(found.get(eventId) ?? []), value]);
  }
  return found;
}

/** Set-Cookie values that bind a cancellation to this browser, for a day. */
export function cancellationCookies(app: App, request: Request, eventId: string, value: string): string[] {
  const others = [...readCancellationCookies(request).keys()].filter((id) => id !== eventId);
  const surplus = others
    .slice(maxCookies - 1)
    .toReversed()
    .slice(0, maxRemovals);
  return [
    ...surplus.map((id) => toSetCookie(app, toCookieName(id), "", 0)),
    toSetCookie(app, toCookieName(eventId), value, bindingLifetimeSeconds),
  ];
}

/** The language that this browser's last cancellation was started in. */
export function readLanguageCookie(request: Request): Language | undefined {
  return findLanguage(readCookies(request).find(([name]) => name === languageName)?.[1]);
}

/**
 * Keeps a supported language that was asked for as long as the cookie of a cancellation: the hosted page in
 * between does not pass it on.
 */
export function keepLanguage(app: App, response: Response, tag: unknown): Response {
  const language = findLanguage(tag);
  if (language) {
    const cookie = toSetCookie(app, languageName, language, bindingLifetimeSeconds);
    response.headers.append("set-cookie", cookie);
  }
  return response;
}

function readCookies(request: Request): [name: string, value: string][] {
  return (request.headers.get("cookie") ?? "").split(";").map((pair) => {
    const [name = "", value = ""] = pair.trim().split("=", 2);
    return [name, value];
  });
}

function toCookieName(eventId: string): string {
  return prefix + encodeURIComponent(eventId);
}

function toSetCookie(
  { config: { publicUrl, basePath } }: App,
  name: string,
  value: string,
  maxAge: number,
): string {
  const secure = publicUrl.startsWith("https:") ? "; Secure" : "";
  return `${name}=${value}; Path=${basePath || "/"}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
