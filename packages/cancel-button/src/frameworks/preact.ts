// Types of the tag for Preact: import type {} from "@retent/cancel-button/preact".
import type { HTMLAttributes } from "preact";
import type { RetentCancelButton } from "../cancel-button.ts";
import type { CancelButtonAttributes, CancelButtonListeners } from "./attributes.ts";

export type CancelButtonProps = CancelButtonAttributes &
  CancelButtonListeners &
  Omit<HTMLAttributes<RetentCancelButton>, keyof CancelButtonAttributes>;

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "retent-cancel-button": CancelButtonProps;
    }
  }
}
