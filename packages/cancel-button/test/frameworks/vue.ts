import type {} from "@retent/cancel-button/vue";
import type { GlobalComponents } from "vue";

type Props = InstanceType<GlobalComponents["retent-cancel-button"]>["$props"];

export const props: Props = {
  class: "wide",
  "return-to": "/account",
  mode: "popup",
  onRetentError: ({ code }) => [code],
};

// @ts-expect-error There is no such variant.
export const wrongVariant: Props = { variant: "link" };
