import type { RetentCancelButton } from "../cancel-button.ts";
import type {
  RetentErrorEvent,
  RetentFallbackEvent,
  RetentRedirectEvent,
  RetentResultEvent,
  RetentStartEvent,
} from "../events.ts";

type WithAttribute =
  | "endpoint"
  | "mode"
  | "preset"
  | "subscription"
  | "variant"
  | "size"
  | "disabled"
  | "debug"
  | "identity"
  | "messages";

// With exactOptionalPropertyTypes, only what is named may be undefined.
type Settable = { [Name in WithAttribute]?: RetentCancelButton[Name] | undefined };

/** What a template can set on `<retent-cancel-button>`: attributes, and properties without one. */
export interface CancelButtonAttributes extends Settable {
  "return-to"?: string | null | undefined;
  "fallback-href"?: string | null | undefined;
  /** In milliseconds. */
  timeout?: number | string | undefined;
}

/** Its events, under the names that most frameworks listen to them by. */
export interface CancelButtonListeners {
  "onretent-start"?: ((event: RetentStartEvent) => void) | undefined;
  "onretent-redirect"?: ((event: RetentRedirectEvent) => void) | undefined;
  "onretent-result"?: ((event: RetentResultEvent) => void) | undefined;
  "onretent-fallback"?: ((event: RetentFallbackEvent) => void) | undefined;
  "onretent-error"?: ((event: RetentErrorEvent) => void) | undefined;
}
