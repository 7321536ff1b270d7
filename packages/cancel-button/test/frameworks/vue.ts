import type {} from "@retent/cancel-button/vue";
import type { GlobalComponents } from "vue";

type Props = InstanceType<GlobalComponents["retent-cancel-button"]>["$props"];

export const props: Props = {
  class: "wide",
  "return-to": "/account",
  mode: "popup",
  onRetentError: ({ code }) => [code],
};

/** As `strictTemplates` sees `return-to` in a template. */
export const camelCased: Props = { returnTo: "/account", fallbackHref: undefined };

// @ts-expect-error There is no such variant.
export const wrongVariant: Props = { variant: "link" };
