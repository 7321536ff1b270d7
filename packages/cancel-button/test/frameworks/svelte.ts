import type {} from "@retent/cancel-button/svelte";
import type { SvelteHTMLElements } from "svelte/elements";

type Attributes = SvelteHTMLElements["retent-cancel-button"];

export const attributes: Attributes = {
  class: "wide",
  "return-to": "/account",
  preset: "de",
  "onretent-fallback": ({ reason }) => [reason],
};

// @ts-expect-error There is no such preset.
export const wrongPreset: Attributes = { preset: "us" };
