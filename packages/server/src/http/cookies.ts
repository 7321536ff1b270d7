import { bindingLifetimeSeconds } from "../flow/binding.ts";
import type { Settings } from "../settings.ts";

const prefix = "retent_flow_";
/** A browser that starts flow after flow in a day would run into header limits; the oldest go first. */
const maxFlows = 20;

/** The flow cookies that the browser sent: event id to value, oldest first. */
export function readFlowCookies(request: Request): Map<string, string> {
  const flows = new Map<string, string>();
  for (const pair of (request.headers.get("cookie") ?? "").split(";")) {
    const [name = "", value = ""] = pair.trim().split("=", 2);
    // RFC 6265 section 5.4: the browser sends older cookies first.
    if (name.startsWith(prefix) && !flows.has(decode(name.slice(prefix.length))))
      flows.set(decode(name.slice(prefix.length)), value);
  }
  return flows;
}

/** Set-Cookie values that bind a flow to this browser, for a day. */
export function flowCookies(settings: Settings, request: Request, eventId: string, value: string): string[] {
  const older = [...readFlowCookies(request).keys()].filter((id) => id !== eventId);
  const surplus = older.slice(0, Math.max(0, older.length + 1 - maxFlows));
  return [
    ...surplus.map((id) => toSetCookie(settings, id, "", 0)),
    toSetCookie(settings, eventId, value, bindingLifetimeSeconds),
  ];
}

function toSetCookie(
  { publicUrl, basePath }: Settings,
  eventId: string,
  value: string,
  maxAge: number,
): string {
  const secure = publicUrl.startsWith("https:") ? "; Secure" : "";
  return `${prefix}${encodeURIComponent(eventId)}=${value}; Path=${basePath || "/"}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
