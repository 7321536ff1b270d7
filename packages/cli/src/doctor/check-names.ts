import type { Configuration } from "../environment.ts";
import { type Finding, warning } from "./check.ts";

/** A site that customers reach with and without `www.`: results come back to one of the two, and a flow's cookie belongs to one. */
export function checkNames({ options }: Pick<Configuration, "options">): Finding[] {
  const { host, origin } = new URL(options.publicUrl);
  const twin = options.siteOrigins?.find(
    (site) => withoutWww(site) === withoutWww(origin) && new URL(site).host !== host,
  );
  if (twin === undefined) return [];
  return [
    warning(
      "host names",
      `RETENT_PUBLIC_URL names ${host} and RETENT_SITE_ORIGINS ${new URL(twin).host}: set RETENT_PUBLIC_URL to the name that your pages use, or have the button there name ${options.publicUrl} as its endpoint`,
    ),
  ];
}

function withoutWww(url: string): string {
  return new URL(url).origin.replace("://www.", "://");
}
