import type { Preset } from "@retent/server";
import { list, text } from "../schemas.ts";
import { option, variable } from "../variable.ts";

const laws: readonly string[] = ["de", "fr", "eu-withdrawal"] satisfies Preset[];

/** Pages on which customers leave without an account. */
export const declarationVariables = {
  RETENT_DECLARATIONS: variable({
    schema: list(text, (law) =>
      laws.includes(law) ? undefined : { message: `must be one or more of ${laws.join(", ")}` },
    )
      .transform((presets) => presets as Preset[])
      .optional(),
    option: option("createRetent", "declarations.presets"),
    meaning: "Laws whose pages customers use without signing in: `de`, `fr`, `eu-withdrawal`. Needs mail.",
    whenUnset: "customers sign in to leave",
    isList: true,
  }),
};
