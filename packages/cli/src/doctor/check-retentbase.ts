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
  const { apiKey, auth, apiUrl, environment = "sandbox", plan = "advanced", publicUrl } = options;
  const { cancelUrl = hosts.cancel, returnUrl = `${publicUrl}/return` } = options;
  const client = createRetentBaseClient({
    apiKey,
    timeoutMs,
    ...(auth && { auth }),
    ...(apiUrl && { apiUrl }),
    ...runtime,
  });
  return check(
    client,
    { environment, plan, returnUrl, cancelUrl },
    (option) => findVariable("createRetent", option) ?? option,
  );
}
