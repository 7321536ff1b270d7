import { type PropertyDeclarations, type PropertyValues, ReactiveElement } from "lit";
import { createButtonState } from "./button-state.ts";
import { createButtonView } from "./button-view.ts";
import type { CancelLink } from "./cancel-link.ts";
import { defineWithDefaults } from "./default-property.ts";
import { createLanguageController } from "./language-controller.ts";
import type { Messages } from "./messages.ts";
import { createRequestController } from "./request-controller.ts";
import { requestLink } from "./request-link.ts";
import { createResultController } from "./result-controller.ts";
import { createServerEndpoint } from "./server-endpoint.ts";
import { statusStyles, styles, tryAdoptStyles, variantStyles } from "./styles.ts";
import { isDisabled, toViewState } from "./view-state.ts";

/**
 * Starts a cancellation: requests a cancel link from the merchant's own server and sends the browser there.
 * On the page that the customer returns to, it moves the result token from the URL to the server.
 *
 * @tagname retent-cancel-button
 *
 * @fires {RetentStartEvent} retent-start - before anything is sent; cancelable
 * @fires {RetentRedirectEvent} retent-redirect - before the browser leaves; cancelable
 * @fires {RetentResultEvent} retent-result - the server has accepted the result
 * @fires {RetentFallbackEvent} retent-fallback - the hosted page is out of reach
 * @fires {RetentErrorEvent} retent-error - something failed, and the button shows it
 *
 * @slot - The label; or a form or link that works without JavaScript, which is then shown and enhanced
 *   instead of the element's own button
 *
 * @csspart button - The element's own button
 * @csspart label - Its text
 * @csspart spinner - Shown instead of the text while the button is busy
 * @csspart status - What happened; visible, and announced by screen readers
 *
 * @cssprop [--retent-color] - Text colour of the button; the default depends on the variant
 * @cssprop [--retent-background] - Background of the button; the default depends on the variant
 * @cssprop [--retent-border] - Border of the button, with width and style
 * @cssprop [--retent-radius=8px] - Corner radius of the button
 * @cssprop [--retent-focus-color=#3b82f6] - Colour of the focus ring
 *
 * @cssstate busy - A request is in progress, or the browser is leaving
 * @cssstate waiting - A popup is open
 * @cssstate error - It failed, and the button tries again
 * @cssstate done - The server has accepted the result
 *
 * @example
 * ```ts
 * RetentCancelButton.define();
 * document.body.append(Object.assign(new RetentCancelButton(), { returnTo: "/account" }));
 * ```
 */
export class RetentCancelButton extends ReactiveElement {
  /** The `endpoint` of elements that have none; empty if no server is known. */
  static defaultEndpoint = "/api/retent";

  /** Finds the server of a script from another origin, which may be a copy. Only set for such a script. */
  declare static findServer?: (() => Promise<string>) | undefined;

  /** The `identity` of elements that have none. */
  declare static defaultIdentity?: RetentCancelButton["identity"];

  /** A surrounding `<fieldset disabled>` disables the element, as it does a native button. */
  static formAssociated = true;

  static override shadowRootOptions = { mode: "open" as const, delegatesFocus: true };

  static override styles = styles;

  static override properties: PropertyDeclarations = {
    endpoint: { noAccessor: true },
    returnTo: { attribute: "return-to" },
    mode: { noAccessor: true },
    preset: { noAccessor: true },
    subscription: {},
    variant: { noAccessor: true, reflect: true },
    size: { noAccessor: true, reflect: true },
    disabled: { noAccessor: true, type: Boolean, reflect: true },
    fallbackHref: { attribute: "fallback-href" },
    timeout: { noAccessor: true, type: Number },
    debug: { type: Boolean },
    // Frameworks set a property only if the element has one of that name.
    identity: {},
    messages: { attribute: false },
  };

  /** Defines `<retent-cancel-button>`, unless another script or another version already has. */
  static define(): void {
    const tagName = "retent-cancel-button";
    if (!customElements.get(tagName)) customElements.define(tagName, RetentCancelButton);
  }

  /**
   * The URL of the server's handler. Default: that of the form inside, else the folder of the script tag, else
   * `/api/retent`.
   * @default "/api/retent"
   */
  declare endpoint: string;
  /** The URL that the customer returns to at the end, by default this page. The server must allow its origin. */
  declare returnTo?: string | null;
  /**
   * `redirect` (default) goes to the hosted page. `popup` opens it in a new window, or goes there if none can
   * be opened. `direct` goes to the server's plain cancellation page.
   * @default "redirect"
   */
  declare mode: "redirect" | "popup" | "direct";
  /**
   * A label that a law prescribes, word for word and with nothing added: `de` for cancelling a contract in
   * Germany, `fr` in France, and `eu-withdrawal` for withdrawing from a contract, which is not cancelling.
   * The button goes to the plain page, as with `mode="direct"`.
   */
  declare preset?: "de" | "fr" | "eu-withdrawal" | null;
  /**
   * Which of the customer's subscriptions to cancel, by billing's id. The server checks that it is the
   * customer's; without it, customers who have several choose one.
   */
  declare subscription?: string | null;
  /** @default "secondary" */
  declare variant: "primary" | "secondary" | "danger" | "text";
  /** @default "medium" */
  declare size: "small" | "medium" | "large";
  /**
   * The same as a `<fieldset disabled>` around it.
   * @default false
   */
  declare disabled: boolean;
  /** The link that is offered after a failure. Default: the server's plain cancellation page. */
  declare fallbackHref?: string | null;
  /**
   * How long to wait for the cancel link, in milliseconds.
   * @default 4000
   */
  declare timeout: number;
  /**
   * Shows developers, in the sandbox only, what is configured, who the server thinks the customer is, and what
   * would go wrong.
   * @default false
   */
  declare debug?: boolean;
  /** An identity token for the server, or a function that returns one: for a server without a session. */
  declare identity?: string | null | (() => string | null | undefined | Promise<string | null | undefined>);
  /** Texts that replace those of the page's language. */
  declare messages?: Partial<Messages>;

  /** An element elsewhere that is used instead of the button. */
  control: Element | null = null;

  readonly #view = createButtonView(this);
  readonly #state = createButtonState(this);
  readonly #server = createServerEndpoint(this, RetentCancelButton);
  readonly #language = createLanguageController(this);
  readonly #result = createResultController(this, this.#state, this.#server);
  readonly #request = createRequestController(this, this.#state, this.#server, this.#result, (href, target) =>
    this.navigate(href, target),
  );

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    // React 18 writes it, and a browser counts any value as disabled.
    if (name === "disabled" && value === "false") this.removeAttribute(name);
    else super.attributeChangedCallback(name, old, value);
  }

  /** Keeps the run of a button that `moveBefore()` moves: browsers call this instead of removing the element. */
  connectedMoveCallback(): void {}

  formDisabledCallback(): void {
    this.requestUpdate();
  }

  override click(): void {
    this.start();
  }

  /**
   * Does what a click does. Resolves when the browser is about to leave, or the button shows why it can't.
   * Never rejects. Does nothing while busy or disabled.
   */
  async start(): Promise<void> {
    try {
      if (this.#state.name === "busy" || isDisabled(this)) return;
      await (this.#result.isWaiting() ? this.#result : this.#request).send();
    } catch (cause) {
      this.#request.handBack(cause);
    }
  }

  /**
   * Requests a cancel link from the server. Override it to get one in another way.
   *
   * @returns `null` if the endpoint is on another origin: the button then posts a form to it
   * @throws {CancelButtonError} to choose the error's code; any other error counts as `unreachable`
   *
   * @example
   * ```ts
   * class MyButton extends RetentCancelButton {
   *   override async createLink(signal?: AbortSignal) {
   *     const response = await fetch("/my-cancel-link", { method: "POST", signal: signal ?? null });
   *     return response.json();
   *   }
   * }
   * ```
   */
  async createLink(signal?: AbortSignal): Promise<CancelLink | null> {
    return requestLink(this, this.#server, signal);
  }

  /** Leaves the page, or sends the popup to an address. Override it to leave in another way. */
  protected navigate(href: string, target: Window): void {
    target.location.assign(href);
  }

  protected override createRenderRoot(): ShadowRoot {
    const root = this.shadowRoot ?? this.attachShadow(RetentCancelButton.shadowRootOptions);
    tryAdoptStyles(this, root, []);
    this.#view.appendTo(root);
    return root;
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed);
    if (this.debug) import("./debug-panel.ts").then((panel) => panel.showPanel(this)).catch(console.warn);
    const fallbackHref = this.#request.getFallbackHref();
    this.#view.show(toViewState(this, this.#state, this.#language, fallbackHref));
    const sheets = this.#state.name || fallbackHref ? [statusStyles] : [];
    if (this.variant !== "secondary" || this.size !== "medium") sheets.push(variantStyles);
    // A document refuses the sheets of another one.
    if (sheets.length && this.ownerDocument === document)
      tryAdoptStyles(this, this.renderRoot as ShadowRoot, sheets);
  }
}

defineWithDefaults(RetentCancelButton.prototype, {
  get endpoint() {
    return RetentCancelButton.defaultEndpoint;
  },
  mode: "redirect",
  preset: undefined,
  variant: "secondary",
  size: "medium",
  disabled: false,
  timeout: 4000,
});

declare global {
  interface HTMLElementTagNameMap {
    "retent-cancel-button": RetentCancelButton;
  }
}
