import type { ReactiveController } from "lit";
import type { ButtonHost } from "./button-host.ts";
import { type ButtonState, patienceMs } from "./button-state.ts";
import { CancelButtonError, toCancelButtonError } from "./cancel-button-error.ts";
import type { CancelLink } from "./cancel-link.ts";
import { hasDeparted, markDeparture } from "./departure-mark.ts";
import { RetentFallbackEvent, RetentRedirectEvent, RetentStartEvent } from "./events.ts";
import { nearestLanguage } from "./language.ts";
import { toNavigableUrl } from "./navigable-url.ts";
import { openPopup } from "./open-popup.ts";
import { postForm } from "./post-form.ts";
import { preconnectOnApproach } from "./preconnect.ts";
import { getFields } from "./request-link.ts";
import type { ResultController } from "./result-controller.ts";
import type { ServerEndpoint } from "./server-endpoint.ts";
import { findControl } from "./slotted-control.ts";
import { unlessAborted } from "./unless-aborted.ts";

/** How long to wait for a popup: no hosted link lasts longer. */
const popupMs = 86_400_000;

/** From the click to the departure: the cancel link, the popup, and what follows a failure. */
export interface RequestController extends ReactiveController {
  /**
   * Requests a cancel link and leaves the page for it. Shows failures of a known kind.
   *
   * @throws anything else that is thrown on the way
   */
  send(): Promise<void>;
  /** Hands the click back to the page's form or link, else to the plain page. Customers can always leave. */
  handBack(cause: unknown): void;
  /**
   * Returns the link to show: after a result the one that takes it back, else the fallback after a failure, or
   * if the hosted page may be out of reach.
   */
  getFallbackHref(): string | undefined;
}

type Popups = typeof import("./popup.ts");

interface Destination {
  href: string;
  /** Null if the endpoint is on another origin, which can't be asked for a link. */
  link: CancelLink | null;
  /** The fields to post by a form if there is no link. */
  fields: object | undefined;
}

/** @param navigate leaves the page, or sends the popup to an address */
export function createRequestController(
  host: ButtonHost,
  state: ButtonState,
  server: ServerEndpoint,
  result: ResultController,
  navigate: (href: string, target: Window) => void,
): RequestController {
  /** Opened by the click. */
  let popup: Window | null = null;
  /** The popup that the customer is in. */
  let opened: Window | undefined;
  /** Aborted when the button is gone: no popup's result is waited for then. */
  let listening = new AbortController();
  /** Whether the customer left and came back without a result: the hosted page may be out of reach. */
  let returnedWithoutResult = false;

  function startWork(timeoutMs: number, name?: "waiting"): AbortSignal {
    return state.startWork(timeoutMs, state.fail, returnWithoutResult, name);
  }

  function returnWithoutResult(): void {
    returnedWithoutResult = true;
    state.reset();
  }

  async function findDestination(signal: AbortSignal): Promise<Destination> {
    await server.locate();
    const link = await createLink(signal);
    // Before leaving: Firefox does not keep a page for the back button while it loads a script.
    if (link?.environment === "sandbox")
      await import("./hints.ts").then((hints) => hints.giveHints(host)).catch(() => {});
    const fields = link ? undefined : await getFields(host, server);
    const href = link ? toNavigableUrl(link.url) : server.toUrl("cancel-link");
    if (!href) throw new CancelButtonError("invalid_url");
    return { href, link, fields };
  }

  async function createLink(signal: AbortSignal): Promise<CancelLink | null> {
    try {
      return await host.createLink(signal);
    } catch (cause) {
      throw toCancelButtonError(cause);
    }
  }

  function depart({ href, link, fields }: Destination, popups: Popups | null | undefined): void {
    const { eventId, environment, fallback } = link ?? {};
    if (fallback) host.dispatchEvent(new RetentFallbackEvent({ reason: fallback }));
    if (!host.dispatchEvent(new RetentRedirectEvent({ eventId, environment, fallback }))) {
      state.reset();
      return;
    }
    const target = popup?.closed ? null : popup;
    // The hosted page must not control this one. Another origin needs the opener to send the result.
    if (target && link) target.opener = null;
    if (!target) markDeparture();
    if (fields) postForm(href, fields, target?.name);
    else navigate(href, target ?? window);
    popup = null;
    if (target) waitForResult(popups, target, eventId).catch(returnWithoutResult);
    // Busy until the next page replaces this one.
    else startWork(patienceMs);
  }

  /** Waits until the popup sends a result, or seems closed. A later result still counts. */
  async function waitForResult(
    popups: Popups | null | undefined,
    popup: Window,
    eventId: string | undefined,
  ): Promise<void> {
    opened = popup;
    const waiting = startWork(popupMs, "waiting");
    const url = server.toUrl("");
    const { signal } = listening;
    const onClosed = returnWithoutResult;
    const found = await popups?.watchPopup({ popup, url, eventId, waiting, signal, onClosed });
    if (found) result.finish(found);
    else onClosed();
  }

  /** Returns the URL of a page that lets a customer cancel without a script. */
  function toFallbackHref(): string | undefined {
    const { preset, subscription } = host;
    const lang = nearestLanguage(host);
    // The customers of an English page may read any language, and their browsers name it.
    const fields = { preset, subscription, lang: lang.startsWith("en") ? "" : lang };
    const given = Object.entries(fields).filter((field): field is [string, string] => !!field[1]);
    const query = given.length ? `?${new URLSearchParams(given)}` : "";
    return toNavigableUrl(host.fallbackHref, document.baseURI) ?? server.toUrl(`cancel${query}`);
  }

  const controller: RequestController = {
    hostConnected() {
      returnedWithoutResult = hasDeparted();
    },
    hostDisconnected() {
      // Libraries that update a page move its elements, or put others in their place, also after the click.
      setTimeout(() => {
        if (host.isConnected || host.control?.isConnected || document.querySelector(host.localName)) return;
        listening.abort();
        listening = new AbortController();
        if (state.name !== "done") state.reset();
      });
    },
    async send() {
      if (state.name === "waiting") return opened?.focus();
      // A listener may also remove the element.
      if (!host.dispatchEvent(new RetentStartEvent()) || !host.isConnected) return;
      const signal = startWork(host.timeout || 4000);
      // Browsers open a window only during the click, so this must come before anything that is awaited.
      popup = host.mode === "popup" && !host.preset ? openPopup() : null;
      signal.addEventListener("abort", () => popup?.close());
      // Without it the customer can leave, and the button does not see the result.
      const popups = popup && (import("./popup.ts").catch(() => {}) as Promise<Popups | undefined>);
      try {
        const found = await unlessAborted(Promise.all([findDestination(signal), popups]), signal);
        if (found && !signal.aborted) depart(...found);
      } catch (cause) {
        if (!(cause instanceof CancelButtonError)) throw cause;
        state.fail(cause);
      }
    },
    handBack(cause) {
      console.warn(`retent: ${cause}`);
      state.reset();
      const control = findControl(host);
      if (control?.matches("form")) return HTMLFormElement.prototype.submit.call(control);
      const href = (control as HTMLAnchorElement)?.href || toFallbackHref();
      if (href) navigate(href, window);
      else state.fail(new CancelButtonError("invalid_url"));
    },
    getFallbackHref() {
      if (state.name === "done") return toNavigableUrl(result.keepUrl);
      // A customer who can't find the popup goes on here.
      const isOffered = state.name ? state.name !== "busy" : returnedWithoutResult;
      return isOffered ? toFallbackHref() : undefined;
    },
  };
  host.addController(controller);
  preconnectOnApproach(host, () => server.toUrl(""));
  return controller;
}
