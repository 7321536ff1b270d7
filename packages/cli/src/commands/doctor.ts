import { createRedact } from "@retent/retentbase/internal";
import type { WhoEnds } from "@retent/server";
import { type Finding, failed, formatFinding } from "../doctor/check.ts";
import { checkSetup } from "../doctor/check-setup.ts";
import { checkToken } from "../doctor/check-token.ts";
import { tryConfiguration } from "../doctor/try-configuration.ts";
import { ConfigurationError, type Fault } from "../environment/configuration-error.ts";
import { readSecrets } from "../environment/secrets.ts";
import type { Configuration } from "../environment.ts";
import type { Host } from "../host.ts";

/**
 * `retent doctor`: checks everything that the server needs, one line per check.
 *
 * @param flags `readsToken`: explains a result token from the standard input
 * @returns 0 if every check passes, else 1
 */
export async function doctor(
  { env, stdin, stdout, fetch, now }: Pick<Host, "env" | "stdin" | "stdout" | "fetch" | "now">,
  { readsToken = false }: { readsToken?: boolean } = {},
): Promise<number> {
  const redact = createRedact(readSecrets(env));
  let code = 0;
  const report = (finding: Finding) => {
    if (finding.status === "failed") code = 1;
    stdout.write(redact(formatFinding(finding)));
  };

  let configuration: Configuration;
  let whoEnds: WhoEnds;
  try {
    ({ configuration, whoEnds } = await tryConfiguration(env, { fetch, now }));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    for (const fault of error.faults) report(toFinding(fault));
    return code;
  }
  for await (const finding of checkSetup(configuration, whoEnds, { fetch, now })) report(finding);
  if (readsToken)
    for (const finding of await checkToken(configuration, { stdin, fetch, now })) report(finding);
  return code;
}

function toFinding({ variable, message, remedy = "correct it" }: Fault): Finding {
  return failed("configuration", `${variable} ${message}`, remedy);
}
