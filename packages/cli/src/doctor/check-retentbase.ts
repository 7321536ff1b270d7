import { createRetentBaseClient, hosts } from "@retent/retentbase";
import { checkRetentBase as check } from "@retent/server/internal";
import { findVariable } from "../environment/option-faults.ts";
import type { Configuration } from "../environment.ts";
import type { Host } from "../host.ts";
import type { Finding } from "./check.ts";

const timeoutMs = 10_000;

/** Creates a link for a made-up customer, and on the Advanced plan fetches its session. */
export async function checkRetentBase(
  { options }: Pick<Configuration, "options">,
  runtime: Pick<Host, "fetch" | "now">,
): Promise<Finding[]> {
  const { apiKey, auth, environment = "sandbox", plan = "advanced", publicUrl } = options;
  const { apiUrl = hosts.api, cancelUrl = hosts.cancel, returnUrl = `${publicUrl}/return` } = options;
  const client = createRetentBaseClient({
    apiKey,
    apiUrl,
    timeoutMs,
    ...(auth && { auth }),
    ...runtime,
  });
  return check(
    client,
    { environment, plan, returnUrl, cancelUrl, apiUrl },
    (option) => findVariable("createRetent", option) ?? option,
  );
}
