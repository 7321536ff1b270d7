import type { ButtonHost } from "./button-host.ts";
import type { CancelLink } from "./cancel-link.ts";
import { nearestLanguage } from "./language.ts";
import { isSameOrigin } from "./navigable-url.ts";
import { postJson } from "./post-json.ts";
import type { ServerEndpoint } from "./server-endpoint.ts";
import { findControl } from "./slotted-control.ts";

/**
 * Requests a cancel link from the server.
 *
 * @returns `null` if the endpoint is on another origin, which can't be asked
 * @throws {CancelButtonError}
 */
export async function requestLink(
  host: ButtonHost,
  server: ServerEndpoint,
  signal: AbortSignal | undefined,
): Promise<CancelLink | null> {
  const url = server.toUrl("cancel-link");
  return url && isSameOrigin(url) ? postJson(url, await getFields(host, server), signal) : null;
}

/** Returns what the server must be sent, as JSON or by a form. */
export async function getFields(host: ButtonHost, server: ServerEndpoint): Promise<object> {
  const { returnTo, preset, mode, subscription } = host;
  const fields: Record<string, unknown> = {
    // Without a fragment, which may hold another tool's token, but with the route of a router that uses it.
    returnTo: returnTo || /[^#]*(#!?\/[^?&=#]*)?/.exec(location.href)?.[0],
    identity: await server.getIdentity(),
    preset,
    subscription,
    // The language of the server's own pages.
    lang: nearestLanguage(host),
    // The server's default need not be sent.
    mode: preset || mode === "direct" ? "direct" : undefined,
  };
  const form = findControl(host) as HTMLFormElement | null;
  // What the page's form would send to the same address without this script.
  if (form?.action && form.action === server.toUrl("cancel-link"))
    for (const [name, value] of new FormData(form)) fields[name] ||= value;
  return fields;
}
