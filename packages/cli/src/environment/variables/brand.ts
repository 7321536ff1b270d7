import { text } from "../schemas.ts";
import { option, variable } from "../variable.ts";

/** The company that the customer's pages and receipts speak for. */
export const brandVariables = {
  RETENT_BRAND_NAME: variable({
    schema: text.optional(),
    option: option("createRetent", "brand.name"),
    meaning: "What customers know your company by.",
    whenUnset: "the host name of `RETENT_AFTER_URL`",
  }),
  RETENT_BRAND_LOGO_URL: variable({
    schema: text.optional(),
    option: option("createRetent", "brand.logoUrl"),
    meaning: "https URL of your logo, which your customers' browsers fetch from there.",
    whenUnset: "the name is shown",
  }),
  RETENT_BRAND_COLOR: variable({
    schema: text.optional(),
    option: option("createRetent", "brand.color"),
    meaning: "Colour of buttons and links, such as `#0f766e`; adjusted until it is easy to read.",
    whenUnset: "blue",
  }),
  RETENT_BRAND_LEGAL_NAME: variable({
    schema: text.optional(),
    option: option("createRetent", "brand.legalName"),
    meaning: "Your company's name as its contracts have it.",
    whenUnset: "not shown",
  }),
  RETENT_BRAND_ADDRESS: variable({
    schema: text.transform((value) => value.replaceAll("\\n", "\n")).optional(),
    option: option("createRetent", "brand.address"),
    meaning: "Your company's postal address; `\\n` begins a new line.",
    whenUnset: "not shown",
  }),
  RETENT_SUPPORT_URL: variable({
    schema: text.optional(),
    option: option("createRetent", "brand.supportUrl"),
    meaning: "Where customers get help: an https URL or `mailto:`.",
    whenUnset: "not shown",
  }),
};
