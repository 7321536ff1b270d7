import { RetentCancelButton } from "@retent/cancel-button";
import {
  createElement,
  forwardRef,
  type HTMLAttributes,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from "react";
import type {
  RetentErrorEvent,
  RetentFallbackEvent,
  RetentRedirectEvent,
  RetentResultEvent,
  RetentStartEvent,
} from "../events.ts";

type Settings = Partial<
  Pick<
    RetentCancelButton,
    | "endpoint"
    | "returnTo"
    | "mode"
    | "preset"
    | "subscription"
    | "variant"
    | "size"
    | "disabled"
    | "debug"
    | "fallbackHref"
    | "timeout"
    | "identity"
    | "messages"
  >
>;

/** The props of `CancelButton`: the element's properties, its events, and what every element has. */
export interface CancelButtonComponentProps
  extends Settings,
    Omit<HTMLAttributes<RetentCancelButton>, keyof Settings> {
  onRetentStart?: ((event: RetentStartEvent) => void) | undefined;
  onRetentRedirect?: ((event: RetentRedirectEvent) => void) | undefined;
  onRetentResult?: ((event: RetentResultEvent) => void) | undefined;
  onRetentFallback?: ((event: RetentFallbackEvent) => void) | undefined;
  onRetentError?: ((event: RetentErrorEvent) => void) | undefined;
}

const events = {
  "retent-start": "onRetentStart",
  "retent-redirect": "onRetentRedirect",
  "retent-result": "onRetentResult",
  "retent-fallback": "onRetentFallback",
  "retent-error": "onRetentError",
} as const;

/** React 18 warns of layout effects on a server, where neither runs. */
const useEffectBeforePaint = typeof document === "undefined" ? useEffect : useLayoutEffect;

/**
 * `<retent-cancel-button>` for React 18 and 19, also rendered on a server: its properties and events are there
 * before the element starts to work. A ref gives the element.
 *
 * @example
 * ```tsx
 * <CancelButton returnTo="/account" identity={getToken} onRetentResult={({ outcome }) => show(outcome)}>
 *   Cancel subscription
 * </CancelButton>
 * ```
 */
export const CancelButton = forwardRef<RetentCancelButton | null, CancelButtonComponentProps>(
  function CancelButton(props, ref) {
    const { endpoint, returnTo, fallbackHref, disabled, identity, messages, className, ...others } = props;
    const elementRef = useRef<RetentCancelButton>(null);
    const latest = useRef(props);
    useImperativeHandle(ref, () => elementRef.current as RetentCancelButton, []);

    useEffectBeforePaint(() => {
      latest.current = props;
      Object.assign(elementRef.current ?? {}, { endpoint, identity, messages });
    });

    useEffectBeforePaint(() => {
      const listeners = new AbortController();
      for (const [type, name] of Object.entries(events))
        elementRef.current?.addEventListener(
          type,
          (event) => (latest.current[name] as ((event: Event) => void) | undefined)?.(event),
          listeners,
        );
      // Not before: an element that came from a server would begin without its properties and listeners.
      RetentCancelButton.define();
      return () => listeners.abort();
    }, []);

    const ofReact = new Set<string>(Object.values(events));
    const attributes = Object.fromEntries(Object.entries(others).filter(([name]) => !ofReact.has(name)));
    return createElement("retent-cancel-button", {
      ...attributes,
      "return-to": returnTo,
      "fallback-href": fallbackHref,
      // React 18 would write "false".
      disabled: disabled || undefined,
      // React 18 knows no className of custom elements.
      class: className,
      ref: elementRef,
    });
  },
);
