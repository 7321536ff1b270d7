import * as z from "zod";
import { texts as english, type Texts } from "./languages/en.ts";
import { type Language, languages } from "./languages.ts";

/** Texts of the pages in the merchant's own words, by language. */
export type OwnTexts = { [language in Language]?: { [name in keyof Texts]?: string } };

const text = (original: string) => {
  const placeholders = original.match(/\{\w+\}/g) ?? [];
  return z
    .string()
    .min(1)
    .refine((own) => placeholders.every((placeholder) => own.includes(placeholder)), {
      error: `has to hold ${placeholders.join(" and ")}`,
    })
    .optional();
};

/** Languages and texts that there are, and nothing else. Built for those who set some: it takes a start milliseconds. */
export const ownTextsSchema: z.ZodType<OwnTexts> = z.lazy(() => {
  const textsOfOne = z.strictObject(
    Object.fromEntries(Object.entries(english).map(([name, original]) => [name, text(original)])),
  );
  return z.strictObject(
    Object.fromEntries(languages.map((language) => [language, textsOfOne.optional()])),
  ) as z.ZodType<OwnTexts>;
});
