// For runtimes without a DOM that bundle as browsers do, such as Cloudflare Workers: a page that is rendered there may import the button.
export { CancelButtonError, type CancelButtonErrorCode } from "./cancel-button-error.ts";
export {
  RetentErrorEvent,
  RetentFallbackEvent,
  RetentRedirectEvent,
  RetentResultEvent,
  RetentStartEvent,
} from "./events.ts";

/** Stands for the element, which is made in the browser. */
export class RetentCancelButton {}
