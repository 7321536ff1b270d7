import type { Configuration } from "../environment.ts";
import { type Finding, warning } from "./check.ts";

/**
 * Warns about a site that customers reach with and without `www.`: results come back to only one of the two
 * hosts, and the cookie of a cancellation belongs to one host.
 */
export function checkNames({ options }: Pick<Configuration, "options">): Finding[] {
  const { host, origin } = new URL(options.publicUrl);
  const twin = options.siteOrigins?.find(
    (site) => withoutWww(site) === withoutWww(origin) && new URL(site).host !== host,
  );
  if (twin === undefined) return [];
  return [
    warning(
      "host names",
      `RETENT_PUBLIC_URL names ${host} and RETENT_SITE_ORIGINS ${new URL(twin).host}: set RETENT_PUBLIC_URL to the host that your pages use, or set the button's endpoint there to ${options.publicUrl}`,
    ),
  ];
}

function withoutWww(url: string): string {
  return new URL(url).origin.replace("://www.", "://");
}
