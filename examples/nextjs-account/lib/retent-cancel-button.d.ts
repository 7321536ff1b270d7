import type { DetailedHTMLProps, HTMLAttributes } from "react";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "retent-cancel-button": DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & {
        "return-to"?: string;
      };
    }
  }
}
