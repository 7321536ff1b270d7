// Types of the tag for React 19: import type {} from "@retent/cancel-button/react".
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { RetentCancelButton } from "../cancel-button.ts";
import type { CancelButtonAttributes, CancelButtonListeners } from "./attributes.ts";

export { CancelButton, type CancelButtonComponentProps } from "./react-component.ts";

export type CancelButtonProps = CancelButtonAttributes &
  CancelButtonListeners &
  DetailedHTMLProps<HTMLAttributes<RetentCancelButton>, RetentCancelButton> & { class?: string };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "retent-cancel-button": CancelButtonProps;
    }
  }
}
