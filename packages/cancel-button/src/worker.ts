// For runtimes without a DOM that resolve modules as browsers do, such as Cloudflare Workers. A page that is
// rendered there may import the button.
export { CancelButtonError, type CancelButtonErrorCode } from "./cancel-button-error.ts";
export {
  RetentErrorEvent,
  RetentFallbackEvent,
  RetentRedirectEvent,
  RetentResultEvent,
  RetentStartEvent,
} from "./events.ts";

/** Replaces the element, which only exists in browsers. */
// biome-ignore lint/complexity/noStaticOnlyClass: pages name the element by its class, and call its static define().
export class RetentCancelButton {
  static define(): void {}
}
