// Types of the tag for Svelte: import type {} from "@retent/cancel-button/svelte".
import type { HTMLAttributes } from "svelte/elements";
import type { RetentCancelButton } from "../cancel-button.ts";
import type { CancelButtonAttributes, CancelButtonListeners } from "./attributes.ts";

export type CancelButtonProps = CancelButtonAttributes &
  CancelButtonListeners &
  HTMLAttributes<RetentCancelButton>;

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "retent-cancel-button": CancelButtonProps;
  }
}
