// For developers: a file of its own, which is loaded by buttons with `debug` only.
import type { ButtonDefaults, ButtonHost } from "./button-host.ts";
import { examinePage } from "./debug/examine-page.ts";
import { createPanelView } from "./debug/panel-view.ts";
import { nearestLanguage } from "./language.ts";
import { createServerEndpoint } from "./server-endpoint.ts";

const hosts = new WeakSet<ButtonHost>();

/** Shows the sandbox panel below a button, as long as the button has `debug`. */
export function showPanel(host: ButtonHost & { readonly renderRoot: ParentNode }): void {
  if (hosts.has(host)) return;
  hosts.add(host);
  const server = createServerEndpoint(host, host.constructor as unknown as ButtonDefaults);
  const view = createPanelView(host.renderRoot, check);
  let settings: unknown[] = [];
  let latest = 0;

  async function check(): Promise<void> {
    latest += 1;
    const current = latest;
    const report = await examinePage(host, server);
    if (current !== latest) return;
    if (report) view.show(report);
    else view.hide();
  }

  function follow(): void {
    const next = isOn(host) ? readSettings(host) : [];
    if (next.length === settings.length && next.every((value, index) => value === settings[index])) return;
    settings = next;
    if (next.length) return void check();
    latest += 1;
    view.hide();
  }

  host.addController({ hostUpdated: follow });
  follow();
}

/** React 18 writes `debug="false"`. */
function isOn(host: ButtonHost): boolean {
  return !!host.debug && host.getAttribute("debug") !== "false";
}

/** What the report depends on. */
function readSettings(host: ButtonHost): unknown[] {
  const { endpoint, returnTo, mode, preset, subscription, identity, messages } = host;
  const attributes = host.getAttributeNames().join();
  return [
    endpoint,
    returnTo,
    mode,
    preset,
    subscription,
    identity,
    messages,
    attributes,
    nearestLanguage(host),
  ];
}
