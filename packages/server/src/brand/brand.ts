import { parseSafeUrl } from "@retent/retentbase/internal";
import * as z from "zod";
import { toBrandStyle } from "./brand-style.ts";

/**
 * The company that the customer's pages and receipts speak for.
 *
 * @example
 * ```ts
 * const brand = {
 *   name: "Lumen Notes",
 *   logoUrl: "https://lumen.example/logo.svg",
 *   color: "#0f766e",
 *   supportUrl: "https://lumen.example/help",
 *   legalName: "Lumen Notes Ltd",
 *   address: "1 Example Street\nDublin",
 * };
 * ```
 */
export interface Brand {
  /** What customers know the company by. Default: the host name of `afterUrl`, without `www.`. */
  name?: string;
  /**
   * An https URL of an image, shown 40 pixels high at most. The customer's browser fetches it from there, and
   * the pages' policy allows images of this host alone.
   */
  logoUrl?: string;
  /**
   * The colour of buttons and links, as `#rrggbb`. It is darkened, or lightened on dark pages, until text in it
   * has a contrast of 4.5:1. A button on a dark page keeps it, unless it hardly stands out there (3:1).
   */
  color?: string;
  /** Where customers get help: an https URL or `mailto:`. */
  supportUrl?: string;
  /** The company's name as its contracts have it. */
  legalName?: string;
  /** The company's postal address; lines are separated by line breaks. */
  address?: string;
}

const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    // Persian names and some emoji need the zero-width joiners.
    .regex(/^(?:[^\p{Cc}\p{Cf}]|[\u200c\u200d])*$/u, {
      error: "must be one line without control characters",
    });

function isSafeUrl(url: string): boolean {
  try {
    parseSafeUrl("brand", url);
    return true;
  } catch {
    return false;
  }
}

const httpsUrl = z.string().refine(isSafeUrl, { error: "must be an absolute https URL" });

export const brandSchema = z.strictObject({
  name: line(80).optional(),
  logoUrl: httpsUrl.optional(),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, { error: "must be a colour such as #0f766e" })
    .toLowerCase()
    .optional(),
  supportUrl: z
    .string()
    .refine((url) => /^mailto:[^\s@]+@[^\s@]+$/.test(url) || isSafeUrl(url), {
      error: "must be an absolute https URL or mailto: with an address",
    })
    .optional(),
  legalName: line(120).optional(),
  address: z.string().trim().min(1).max(400).optional(),
}) as z.ZodType<Brand>;

/** A brand as the pages use it. */
export interface BrandConfig extends Omit<Brand, "name" | "color"> {
  name: string;
  /** Sets the accent colour; empty without a colour. */
  style: string;
}

/** @param afterUrl where customers land at the end, whose host names the company if nothing else does */
export function toBrandConfig({ name, color, ...given }: Brand, afterUrl: string): BrandConfig {
  return {
    ...given,
    name: name ?? new URL(afterUrl).hostname.replace(/^www\./, ""),
    style: color === undefined ? "" : toBrandStyle(color),
  };
}
