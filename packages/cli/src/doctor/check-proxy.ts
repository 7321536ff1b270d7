import type { Configuration } from "../environment.ts";
import { type Finding, failed, passed } from "./check.ts";

/**
 * The server speaks http, so a public URL with https means that there is a proxy in front, which must be
 * counted.
 */
export function checkProxy({ options }: Pick<Configuration, "options">): Finding[] {
  const { publicUrl, trustProxy } = options;
  if (!publicUrl.startsWith("https:")) return [];
  if (trustProxy !== undefined) return [passed("proxy", `${trustProxy} trusted (RETENT_TRUST_PROXY)`)];
  return [
    failed(
      "proxy",
      "RETENT_TRUST_PROXY is not set although RETENT_PUBLIC_URL is https, so there is a proxy in front, and all customers share one rate limit",
      "set it to the number of proxies that add to X-Forwarded-For, usually 1",
    ),
  ];
}
