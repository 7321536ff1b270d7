import {
  adoptStyles,
  type CSSResultOrNative,
  type PropertyDeclaration,
  type PropertyDeclarations,
  type PropertyValues,
  ReactiveElement,
} from "lit";
import { ButtonView } from "./button-view.ts";
import { CancelButtonError } from "./cancel-button-error.ts";
import type { CancelLink } from "./cancel-link.ts";
import { type CancelResult, isCancelResult } from "./cancel-result.ts";
import { describeWithDefault } from "./default-property.ts";
import {
  RetentErrorEvent,
  RetentFallbackEvent,
  RetentRedirectEvent,
  RetentResultEvent,
  RetentStartEvent,
} from "./events.ts";
import { nearestLanguage } from "./language.ts";
import { LanguageTexts } from "./language-texts.ts";
import { markAsLeft, wasLeft } from "./left-mark.ts";
import { describeResult, type Messages, toMessages } from "./messages.ts";
import { isSameOrigin, toNavigableUrl } from "./navigable-url.ts";
import { closePopup, openPopup, resultFromPopup } from "./popup.ts";
import { postForm } from "./post-form.ts";
import { postJson } from "./post-json.ts";
import { lawLabels } from "./preset.ts";
import { takeResultTokens } from "./result-fragment.ts";
import { findSlottedControl, isLeavingBy } from "./slotted-control.ts";
import { activeStyles, lookStyles, styles } from "./styles.ts";

const defaults: Record<PropertyKey, unknown> = {
  get endpoint() {
    return RetentCancelButton.defaultEndpoint;
  },
  mode: "redirect",
  variant: "secondary",
  size: "medium",
  disabled: false,
  timeout: 4000,
};

/** How long a popup is waited for: no hosted link lasts longer. */
const popupMs = 86_400_000;

/** How long to wait for what the customer should not have to do again: the result, and the next page. */
const patienceMs = 30_000;

/** The failures after which a result is not worth sending again. */
const refusals = new Set<string>(["rejected", "not_identified", "invalid_url"]);

/** The reason of an abort that is no failure. */
const stopped = Symbol();

/**
 * Starts a cancellation: asks the merchant's own server for a cancel link and sends the browser there. On the page
 * that the customer comes back to, takes the result token out of the URL and hands it to the server.
 *
 * @tagname retent-cancel-button
 *
 * @fires {RetentStartEvent} retent-start - before anything is asked; cancelable
 * @fires {RetentRedirectEvent} retent-redirect - before the browser leaves; cancelable
 * @fires {RetentResultEvent} retent-result - the server has taken the result
 * @fires {RetentFallbackEvent} retent-fallback - the hosted page is out of reach
 * @fires {RetentErrorEvent} retent-error - something failed, and the button shows it
 *
 * @slot - The label; or a form or link that works without JavaScript, which is then shown and enhanced instead of
 *   the element's own button
 *
 * @csspart button - The element's own button
 * @csspart label - Its text
 * @csspart spinner - Shown while busy, in the place of the text
 * @csspart status - What happened, for everybody and announced to screen readers
 *
 * @cssprop [--retent-color] - Text colour of the button; the default depends on the variant
 * @cssprop [--retent-background] - Background of the button; the default depends on the variant
 * @cssprop [--retent-border] - Border of the button, with width and style
 * @cssprop [--retent-radius=8px] - Corner radius of the button
 * @cssprop [--retent-focus-color=#3b82f6] - Colour of the focus ring
 *
 * @cssstate busy - A request is under way, or the browser is leaving
 * @cssstate error - It failed, and the button tries again
 * @cssstate done - The server has taken the result
 */
export class RetentCancelButton extends ReactiveElement {
  /** The `endpoint` of elements that name none; empty if no server is known. */
  static defaultEndpoint = "/api";

  /** Asks the script's own server for its endpoint, once; only for a script from another origin, which may be a copy. */
  static findServer?: (() => Promise<string>) | undefined;

  /** The `identity` of elements that have none. */
  static defaultIdentity?: RetentCancelButton["identity"];

  /** Makes a surrounding `<fieldset disabled>` count, as for a native button. */
  static formAssociated = true;

  static override shadowRootOptions = { mode: "open" as const, delegatesFocus: true };

  static override styles = styles;

  static override properties: PropertyDeclarations = {
    endpoint: {},
    returnTo: { attribute: "return-to" },
    mode: {},
    preset: {},
    variant: { reflect: true },
    size: { reflect: true },
    disabled: { type: Boolean, reflect: true },
    fallbackHref: { attribute: "fallback-href" },
    timeout: { type: Number },
    // Frameworks set a property only where the element has one by that name.
    identity: { attribute: false },
    messages: { attribute: false },
  };

  protected static override getPropertyDescriptor(
    name: PropertyKey,
    key: string | symbol,
    options: PropertyDeclaration,
  ): PropertyDescriptor | undefined {
    return name in defaults
      ? describeWithDefault(defaults, name, key, options)
      : // biome-ignore lint/complexity/noThisInStatic: a subclass may have accessors of its own, and Lit looks for them there.
        super.getPropertyDescriptor(name, key, options);
  }

  /**
   * Where the server's handler is mounted. Default: `/api`, or the folder that the script tag was loaded from.
   * @default "/api"
   */
  declare endpoint: string;
  /** Where the customer lands at the end; on an origin that the server allows. */
  declare returnTo?: string | null;
  /**
   * `redirect` (default) goes to the hosted page; `popup` opens it in a window of its own, or goes there where none can be opened;
   * `direct` goes to the server's plain cancellation page.
   * @default "redirect"
   */
  declare mode: "redirect" | "popup" | "direct";
  /**
   * A label that a law prescribes, used word for word with nothing added: `de` for cancelling a contract in Germany, `fr` in France, and
   * `eu-withdrawal` for withdrawing from a contract, which is not cancelling. It leads to the plain page, as `mode="direct"` does.
   */
  declare preset?: "de" | "fr" | "eu-withdrawal" | null;
  /** @default "secondary" */
  declare variant: "primary" | "secondary" | "danger" | "text";
  /** @default "medium" */
  declare size: "small" | "medium" | "large";
  /**
   * The same as a `<fieldset disabled>` around it.
   * @default false
   */
  declare disabled: boolean;
  /** The way on that is offered after a failure. Default: the server's plain cancellation page. */
  declare fallbackHref?: string | null;
  /**
   * How long to wait for the cancel link, in milliseconds.
   * @default 4000
   */
  declare timeout: number;
  /** An identity token for the server, where its own session does not tell who the customer is. */
  declare identity?: string | null | (() => string | null | undefined | Promise<string | null | undefined>);
  /** Texts that are worded differently from those of the page's language. */
  declare messages?: Partial<Messages>;

  /** An element elsewhere that is used instead of the button. */
  control: Element | null = null;

  readonly #view = new ButtonView();
  /** Missing in Safari before 16.4. */
  readonly #internals = this.attachInternals?.();
  #state: "busy" | "error" | "done" | undefined;
  /** What the customer is told about it. */
  #describe: (texts: Messages) => string = () => "";
  #abort: AbortController | undefined;
  /** The window for the hosted page, from the click until it has gone there. */
  #popup: Window | null = null;
  /** Whether the customer left from here and came back without an answer: the hosted page may be what is out of reach. */
  #cameBack = false;
  readonly #texts = new LanguageTexts(this, () => this.requestUpdate());
  /** A result token that the server has not taken yet. It is kept nowhere else. */
  #token: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // Elsewhere the language may be another one.
    if (this.hasUpdated) this.requestUpdate();
    this.#cameBack = wasLeft();
    // The page's own button may still come: what a stranger's markup names gets nothing, and says nothing about the customer's end.
    const [token, surplus] = location.hash && this.#isTrusted ? takeResultTokens() : [];
    if (surplus) this.#fail(new CancelButtonError("result_token_invalid"));
    else this.#sendToken(token);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#texts.stop();
    this.#stop();
  }

  formDisabledCallback(): void {
    this.requestUpdate();
  }

  override click(): void {
    this.start();
  }

  /**
   * Does what a click does. Settles when the browser is about to leave, or when the button shows why not; never
   * rejects. Does nothing while busy or disabled.
   */
  async start(): Promise<void> {
    try {
      await this.#start();
    } catch (cause) {
      this.#handBack(cause);
    }
  }

  async #start(): Promise<void> {
    if (this.#busy || this.#disabled) return;
    if (this.#token) return this.#sendToken();
    // A listener may remove the element, too.
    if (!this.dispatchEvent(new RetentStartEvent()) || !this.isConnected) return;
    // Only the click itself may open a window; where it does not, this one goes.
    this.#popup = this.mode === "popup" && !this.preset ? openPopup() : null;
    await this.#run(this.timeout || 4000, async (signal) => {
      if (this.#isLost) await this.#findServer();
      const link = await (async () => this.createLink(signal))().catch(toFailure);
      const fields = link ? undefined : await this.#fields();
      const href = link ? toNavigableUrl(link.url) : this.#route("cancel-link");
      if (!href) throw new CancelButtonError("invalid_url");
      return () => {
        const { eventId, environment, fallback } = link ?? {};
        if (fallback) this.dispatchEvent(new RetentFallbackEvent({ reason: fallback }));
        if (!this.dispatchEvent(new RetentRedirectEvent({ eventId, environment, fallback }))) {
          return this.#become();
        }
        const popup = this.#popup?.closed ? null : this.#popup;
        this.#popup = null;
        // The hosted page gets no hold of this one; from another origin it is the only way back.
        if (popup && link) popup.opener = null;
        if (!popup) markAsLeft();
        if (fields) postForm(href, fields, popup?.name);
        else this.navigate(href, popup ?? window);
        if (popup) this.#awaitPopup(popup, eventId);
        // The page goes away now, unless something is in the way of the next one.
        else this.#run(patienceMs, () => new Promise(() => {}));
      };
    });
  }

  /**
   * Asks the server for a cancel link. Override it to get one in another way.
   *
   * @returns `null` if the endpoint is on another origin, where a form has to be posted instead
   * @throws {CancelButtonError} to choose the error's code; anything else counts as `unreachable`
   */
  async createLink(signal?: AbortSignal): Promise<CancelLink | null> {
    const url = this.#route("cancel-link");
    return url && isSameOrigin(url) ? postJson(url, await this.#fields(), signal) : null;
  }

  /** Whether the endpoint is on the host of the script, which may be no server of ours. */
  get #isLost(): boolean {
    const { findServer, defaultEndpoint } = RetentCancelButton;
    return !!findServer && toOrigin(this.#endpoint) === toOrigin(defaultEndpoint);
  }

  async #findServer(): Promise<void> {
    const { findServer } = RetentCancelButton;
    // If there is none, nothing is sent to where the script came from.
    RetentCancelButton.defaultEndpoint = "";
    RetentCancelButton.defaultEndpoint = (await findServer?.()) ?? "";
    RetentCancelButton.findServer = undefined;
  }

  /** Whatever fails in here must not keep a customer: the page's own form or link takes over, else the plain page. */
  #handBack(cause: unknown): void {
    console.warn(`retent: ${cause}`);
    this.#become();
    const control = this.#control;
    if (control?.matches("form")) HTMLFormElement.prototype.submit.call(control);
    else {
      const href = (control as HTMLAnchorElement)?.href || this.#wayOn;
      if (href) this.navigate(href, window);
      else this.#fail(new CancelButtonError("invalid_url"));
    }
  }

  /** Leaves the page, or sends the popup on its way. Override it to leave in another way. */
  protected navigate(href: string, target: Window): void {
    target.location.assign(href);
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const { shadowRootOptions } = this.constructor as typeof RetentCancelButton;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    this.#adoptStyles(root);
    const { button, slot, status } = this.#view;
    button.addEventListener("click", () => this.start());
    slot.addEventListener("slotchange", () => this.requestUpdate());
    slot.addEventListener("click", this.#takeOver);
    slot.addEventListener("submit", this.#takeOver);
    root.append(button, status);
    return root;
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed);
    const isActive = this.#state || this.#cameBack;
    const lawLabel = lawLabels[this.preset ?? ""];
    const withdraws = this.preset === "eu-withdrawal";
    // White space is no label.
    const isLabelled = lawLabel ?? (!withdraws && (this.childElementCount || this.textContent?.trim()));
    // Most pages bring a label of their own, and no text of ours is shown before a click.
    const texts = isActive || !isLabelled ? this.#followTexts() : undefined;
    const failed = this.#state === "error";
    const ownLabel = failed ? texts?.retry : isLabelled ? "" : texts?.label;
    this.#view.show({
      control: this.#control,
      busy: this.#busy,
      disabled: this.#disabled,
      label: lawLabel ?? (withdraws ? texts?.withdraw : ownLabel) ?? "",
      labelLang: lawLabel && this.preset,
      status: texts ? this.#describe(texts) : "",
      wayOn: texts?.wayOn ?? "",
      wayOnHref: failed || (this.#cameBack && !this.#state) ? this.#wayOn : undefined,
    });
    const sheets: CSSResultOrNative[] = [];
    if (this.variant !== "secondary" || this.size !== "medium") sheets.push(lookStyles);
    if (isActive) sheets.push(activeStyles);
    // A document refuses the sheets of another one.
    if (sheets.length && this.ownerDocument === document)
      this.#adoptStyles(this.renderRoot as ShadowRoot, sheets);
  }

  #adoptStyles(root: ShadowRoot, sheets: CSSResultOrNative[] = []): void {
    const { elementStyles } = this.constructor as typeof RetentCancelButton;
    try {
      adoptStyles(root, [...elementStyles, ...sheets]);
    } catch {
      // A button without its looks still works.
    }
  }

  /** The texts of the page's language, now and whenever it is another one. */
  #followTexts(): Messages {
    this.#texts.follow();
    return toMessages(this.#texts.current, this.messages);
  }

  get #busy(): boolean {
    return this.#state === "busy";
  }

  get #disabled(): boolean {
    return this.disabled || this.matches(":disabled");
  }

  get #control(): Element | null {
    return this.control ?? findSlottedControl(this);
  }

  /** Where a customer can go on without a script. */
  get #wayOn(): string | undefined {
    const query = new URLSearchParams();
    if (this.preset) query.set("preset", this.preset);
    const lang = nearestLanguage(this);
    // An English page may have readers of any language, and their browsers say which.
    if (lang && !lang.startsWith("en")) query.set("lang", lang);
    return (
      toNavigableUrl(this.fallbackHref, document.baseURI) ?? this.#route(`cancel?${query}`.replace(/\?$/, ""))
    );
  }

  readonly #takeOver = (event: Event): void => {
    if (!isLeavingBy(this.#control, event)) return;
    event.preventDefault();
    this.start();
  };

  /** A page that comes back from the back/forward cache is as it was when it was left: busy. */
  #onPageShow({ persisted }: PageTransitionEvent): void {
    if (!persisted) return;
    this.#cameBack = !this.#token;
    this.#stop();
    this.#sendToken();
  }

  /**
   * Is busy until the work has its answer, its time is up, or it is stopped, whichever is first, and does not rely on
   * the work to heed its signal. What the work answers with is called only if it came in time.
   */
  async #run(timeoutMs: number, work: (signal: AbortSignal) => Promise<() => void>): Promise<void> {
    const abort = new AbortController();
    const { signal } = abort;
    this.#abort = abort;
    this.#become("busy", (texts) => texts.busy);
    setTimeout(() => abort.abort(new CancelButtonError("timeout")), timeoutMs);
    // One listener a run: the same one again would be no other, and end with the run before.
    addEventListener("pageshow", (event) => this.#onPageShow(event), { signal });
    try {
      const finish = await Promise.race([
        work(signal),
        new Promise<never>((_, reject) => {
          signal.onabort = () => reject(signal.reason);
        }),
      ]);
      if (!signal.aborted) finish();
    } catch (cause) {
      if (cause instanceof CancelButtonError) this.#fail(cause);
      else if (cause !== stopped) throw cause;
    } finally {
      // Nothing of it listens or watches any longer.
      abort.abort(stopped);
    }
  }

  #stop(): void {
    this.#abort?.abort(stopped);
    if (this.#busy) this.#become();
  }

  /** Stays busy until the popup hands back a result, or is closed. */
  #awaitPopup(popup: Window, eventId: string | undefined): Promise<void> {
    return this.#run(popupMs, async (signal) => {
      const { origin } = new URL(this.#route("") ?? location.href);
      const result = await resultFromPopup(popup, origin, eventId, signal);
      if (!result?.staysOpen) closePopup(popup);
      return () => (result ? this.#finish(result) : this.#become());
    });
  }

  #finish({ status, outcome, effectiveAt, environment, confirmed }: CancelResult): void {
    const result = { status, outcome, effectiveAt, environment, confirmed };
    this.#token = undefined;
    this.#become("done", (texts) => describeResult(result, texts, nearestLanguage(this)));
    this.dispatchEvent(new RetentResultEvent(result));
  }

  #become(state?: "busy" | "error" | "done", describe: (texts: Messages) => string = () => ""): void {
    this.#state = state;
    this.#describe = describe;
    // A window that has nowhere to go.
    if (state !== "busy") this.#popup?.close();
    try {
      this.#internals?.states.clear();
      if (state) this.#internals?.states.add(state);
    } catch {
      // Browsers from before 2024 have no custom states, or only names that start with dashes.
    }
    this.requestUpdate();
  }

  #fail({ code, retryAfterSeconds }: CancelButtonError): void {
    const isResult = !!this.#token;
    // What the server refused it will refuse again: the next click starts again.
    const isRefused = isResult && refusals.has(code);
    if (isRefused) this.#token = undefined;
    this.#become("error", (texts) => {
      if (isRefused) return texts.refused;
      return texts[code] ?? (isResult ? texts.unconfirmed : texts.failed);
    });
    // The server knows when it can take the result.
    if (this.#token && retryAfterSeconds)
      setTimeout(() => this.#state === "error" && this.#sendToken(), retryAfterSeconds * 1000);
    this.dispatchEvent(new RetentErrorEvent({ code, retryAfterSeconds }));
    if (!isResult) this.dispatchEvent(new RetentFallbackEvent({ reason: code }));
  }

  /** Hands the result to the server, if this page was reached with one. */
  async #sendToken(token = this.#token): Promise<void> {
    this.#token = token;
    if (!token) return;
    await this.#run(patienceMs, async (signal) => {
      // Properties that were set before the upgrade count from the first update on.
      await this.updateComplete.catch(() => {});
      if (this.#isLost) await this.#findServer().catch(toFailure);
      const result = await postJson<CancelResult>(this.#route("result"), { token }, signal);
      if (!isCancelResult(result)) throw new CancelButtonError("invalid_answer");
      return () => this.#finish(result);
    });
  }

  get #endpoint(): string {
    // Frameworks pass undefined, null or an empty text on where there is no value.
    return this.endpoint || RetentCancelButton.defaultEndpoint;
  }

  #route(path: string): string | undefined {
    const endpoint = this.#endpoint;
    return endpoint && toNavigableUrl(`${endpoint.replace(/\/$/, "")}/${path}`, document.baseURI);
  }

  /**
   * Whether a token may go to the endpoint: one that markup names may be a stranger's, since attributes pass sanitizers. The page's own
   * server and the script's are not.
   */
  get #isTrusted(): boolean {
    const named = this.control?.getAttribute("data-endpoint") ?? this.getAttribute("endpoint");
    const { findServer, defaultEndpoint } = RetentCancelButton;
    const known = named ? (findServer ? "" : defaultEndpoint) : this.#endpoint;
    const origin = toOrigin(this.#endpoint);
    // A `<base>` may be a stranger's as well.
    const isTrusted = [location.href, known].some((url) => toOrigin(url, location.href) === origin);
    if (!isTrusted) console.warn(`retent: no token for ${origin}: set endpoint by script`);
    return isTrusted;
  }

  /** Tools that issue tokens fail where nobody is signed in. */
  async #identity(): Promise<string | null | undefined> {
    const identity = this.identity || RetentCancelButton.defaultIdentity;
    try {
      return typeof identity === "function" ? await identity() : identity;
    } catch (cause) {
      console.warn("retent: identity threw", cause);
      throw new CancelButtonError("not_identified");
    }
  }

  /** What the server needs to know, for JSON and for a form. */
  async #fields(): Promise<object> {
    const { returnTo, preset } = this;
    return {
      returnTo,
      identity: this.#isTrusted ? await this.#identity() : undefined,
      preset,
      // For the server's own pages.
      lang: nearestLanguage(this),
      // What the server does by itself need not be said.
      mode: preset || this.mode === "direct" ? "direct" : undefined,
    };
  }
}

function toOrigin(url: string, base = document.baseURI): string {
  try {
    return new URL(url, base).origin;
  } catch {
    return "";
  }
}

/** Anything but an error of ours means that there was no answer. */
function toFailure(cause: unknown): never {
  throw cause instanceof CancelButtonError ? cause : new CancelButtonError("unreachable");
}

declare global {
  interface HTMLElementTagNameMap {
    "retent-cancel-button": RetentCancelButton;
  }
}
