import type { Settings } from "../settings.ts";
import { parseAddress } from "./parse-address.ts";

const forwardingHeaders = ["x-forwarded-for", "forwarded", "x-real-ip"];

/** Ranges of addresses that no client on the internet has, but a proxy beside the server does. */
const privateRanges = ["loopback", "private", "linkLocal", "uniqueLocal", "carrierGradeNat"];

/** Warns once if requests come through a proxy that the option `trustProxy` does not count. */
export function createProxyWarning({ trustProxy, onEvent }: Pick<Settings, "trustProxy" | "onEvent">) {
  let isDone = trustProxy > 0;
  return (request: Request, peer: string | undefined): void => {
    if (isDone || !forwardingHeaders.some((name) => request.headers.has(name))) return;
    if (!privateRanges.includes(parseAddress(peer ?? "")?.range() ?? "")) return;
    isDone = true;
    onEvent({
      type: "settings_warning",
      message:
        "trustProxy is 0 although requests come through a proxy, so all customers share one limit by address: set it to the number of proxies in front, each of which has to add to X-Forwarded-For",
    });
  };
}
