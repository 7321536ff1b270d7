import type { RetentOptions } from "./options.ts";
import { getWhoEnds } from "./who-ends.ts";

/** What works and is probably not meant so. Never holds a value. */
export function findSettingsWarnings<Native>(options: RetentOptions<Native>): string[] {
  const { resultToken, identity, onResult, billing, settle } = options;
  const { isAutomatic, sentence } = getWhoEnds(options);
  const warnings: string[] = [];
  if (resultToken.audience === undefined)
    warnings.push(
      "resultToken.audience is not set: tokens of other workspaces with the same secret will be accepted",
    );
  if (identity?.jwksUrl && identity.issuer === undefined && identity.audience === undefined)
    warnings.push(
      "identity.issuer and identity.audience are not set: tokens issued for other sites with the same keys will be accepted",
    );
  if (settle === undefined && !onResult && !billing)
    warnings.push(
      'Nothing ends a subscription: give onResult or billing, or settle: "manual" if a person or another system does it. In "prod" the server will not start like this.',
    );
  else if (!isAutomatic && billing) warnings.push(sentence);
  return warnings;
}
