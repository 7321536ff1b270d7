import type { ButtonDefaults, ButtonHost } from "./button-host.ts";
import { CancelButtonError } from "./cancel-button-error.ts";
import { toNavigableUrl } from "./navigable-url.ts";
import { findControl } from "./slotted-control.ts";

/** The merchant's server: its address, and which tokens it may receive. */
export interface ServerEndpoint {
  /** Returns the URL of a path below the endpoint, or undefined if the browser may not be sent there. */
  toUrl(path: string): string | undefined;
  /**
   * Returns whether a token may be sent to the endpoint. HTML sanitizers keep attributes, so an attacker may
   * have written markup that names an endpoint. The page's own origin and the script's server are trusted.
   */
  isTrusted(): boolean;
  /**
   * Returns the customer's identity token if there is one and it may be sent to the endpoint.
   *
   * @throws {CancelButtonError} `not_identified` if the page's function fails
   */
  getIdentity(): Promise<string | null | undefined>;
  /**
   * Finds the server if the endpoint is the host of a script that may be a copy, with no server beside it.
   *
   * @throws {Error} if that host names no server
   */
  locate(): Promise<void>;
}

export function createServerEndpoint(host: ButtonHost, defaults: ButtonDefaults): ServerEndpoint {
  /**
   * Returns the endpoint of the slotted form, or undefined if the element names another. A script that was
   * copied or inlined does not know its server, and the form does.
   */
  function getFormBase(): string | undefined {
    const { findServer, defaultEndpoint } = defaults;
    // Whether the host of a script from another origin is a server has to be found out first.
    if (findServer || (host.endpoint && host.endpoint !== defaultEndpoint)) return;
    return /^(.*)\/cancel-link\/?$/.exec(findControl(host)?.getAttribute("action") ?? "")?.[1];
  }

  // Frameworks set undefined, null or an empty text if there is no value.
  const getBase = () => getFormBase() ?? (host.endpoint || defaults.defaultEndpoint);

  function isTrusted(): boolean {
    const { findServer, defaultEndpoint } = defaults;
    const named =
      host.control?.getAttribute("data-endpoint") ?? host.getAttribute("endpoint") ?? getFormBase();
    const trusted = named ? (findServer ? "" : defaultEndpoint) : getBase();
    const origin = toOrigin(getBase());
    // An attacker may also have written a <base>, so trusted URLs are resolved against the page's address.
    const isTrusted = [location.href, trusted].some((url) => toOrigin(url, location.href) === origin);
    if (!isTrusted) console.warn(`retent: no token for ${origin}: set endpoint by script`);
    return isTrusted;
  }

  return {
    toUrl(path) {
      const base = getBase();
      return base && toNavigableUrl(`${base.replace(/\/$/, "")}/${path}`, document.baseURI);
    },
    isTrusted,
    async getIdentity() {
      if (!isTrusted()) return undefined;
      const identity = host.identity || defaults.defaultIdentity;
      try {
        return typeof identity === "function" ? await identity() : identity;
      } catch (cause) {
        // Tools that issue tokens throw if the customer is not signed in.
        console.warn("retent: identity threw", cause);
        throw new CancelButtonError("not_identified");
      }
    },
    async locate() {
      const { findServer, defaultEndpoint } = defaults;
      if (!findServer || toOrigin(getBase()) !== toOrigin(defaultEndpoint)) return;
      // If no server is found, nothing is sent to the host of the script.
      defaults.defaultEndpoint = "";
      defaults.defaultEndpoint = (await findServer()) ?? "";
      defaults.findServer = undefined;
    },
  };
}

function toOrigin(url: string, base = document.baseURI): string {
  try {
    return new URL(url, base).origin;
  } catch {
    return "";
  }
}
