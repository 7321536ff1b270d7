import { RetentCancelButton } from "./cancel-button.ts";

/** Defines `<retent-cancel-button>`, unless another script or another version already has. */
export function registerCancelButton(): void {
  if (!customElements.get("retent-cancel-button")) {
    customElements.define("retent-cancel-button", RetentCancelButton);
  }
}
