import type { Configuration } from "../environment.ts";
import { type Finding, failed, passed } from "./check.ts";

/** The server speaks http, so a public URL with https means a proxy in front, which has to be counted. */
export function checkProxy({ options }: Pick<Configuration, "options">): Finding[] {
  const { publicUrl, trustProxy } = options;
  if (!publicUrl.startsWith("https:")) return [];
  if (trustProxy !== undefined) return [passed("proxy", `${trustProxy} trusted (RETENT_TRUST_PROXY)`)];
  return [
    failed(
      "proxy",
      "RETENT_TRUST_PROXY is not set although RETENT_PUBLIC_URL is https, so a proxy is in front and all customers share one limit by address",
      "set it to the number of proxies that add to X-Forwarded-For, most often 1",
    ),
  ];
}
