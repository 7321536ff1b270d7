import type { ButtonHost } from "../button-host.ts";
import { nearestLanguage } from "../language.ts";
import type { PanelReport } from "./panel-report.ts";

/** Of the package that this file was built from; not defined in its sources. */
declare const scriptVersion: string | undefined;

/** What is configured on a button's page. */
export function listSettings(
  host: ButtonHost,
  url: string | undefined,
  identity: string,
): PanelReport["settings"] {
  const { mode, preset, subscription, returnTo } = host;
  const version = typeof scriptVersion === "string" ? scriptVersion : "not built";
  const folder = import.meta.url.replace(/\/[^/]*$/, "/");
  return [
    ["Script", `${version}, from ${folder}`],
    ["Endpoint", url?.replace(/\/debug$/, "") ?? "none"],
    ["Mode", preset ? "direct, because of the preset" : mode],
    ["Preset", preset || "none"],
    ["Language", nearestLanguage(host) || "the page names none: English"],
    ["Return to", returnTo || "this page"],
    ["Subscription", subscription || "none named"],
    ["Identity", identity],
  ];
}
