import { quietLit } from "./quiet-lit.ts";

quietLit();

export { RetentCancelButton } from "./cancel-button.ts";
export { CancelButtonError, type CancelButtonErrorCode } from "./cancel-button-error.ts";
export type { CancelLink, Environment, FallbackReason } from "./cancel-link.ts";
export type { CancelResult } from "./cancel-result.ts";
export {
  RetentErrorEvent,
  RetentFallbackEvent,
  RetentRedirectEvent,
  RetentResultEvent,
  RetentStartEvent,
} from "./events.ts";
export type { Messages } from "./messages.ts";
