// Types of the tag for Vue's templates: import type {} from "@retent/cancel-button/vue".
import type { DefineComponent, HTMLAttributes } from "vue";
import type {
  RetentErrorEvent,
  RetentFallbackEvent,
  RetentRedirectEvent,
  RetentResultEvent,
  RetentStartEvent,
} from "../events.ts";
import type { CancelButtonAttributes } from "./attributes.ts";

/** With `strictTemplates`, Vue looks for an attribute by its name in camel case. */
interface CamelCased {
  returnTo?: CancelButtonAttributes["return-to"];
  fallbackHref?: CancelButtonAttributes["fallback-href"];
}

/** Its events, as `@retent-start` and so on. */
interface Listeners {
  onRetentStart?: (event: RetentStartEvent) => void;
  onRetentRedirect?: (event: RetentRedirectEvent) => void;
  onRetentResult?: (event: RetentResultEvent) => void;
  onRetentFallback?: (event: RetentFallbackEvent) => void;
  onRetentError?: (event: RetentErrorEvent) => void;
}

declare module "vue" {
  interface GlobalComponents {
    "retent-cancel-button": DefineComponent<CancelButtonAttributes & CamelCased & Listeners & HTMLAttributes>;
  }
}
