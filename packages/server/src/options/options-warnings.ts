import { getWhoEnds, isReported } from "../billing/who-ends.ts";
import { describeOldNames } from "../deprecated-store.ts";
import { isWwwTwin } from "../http/other-name.ts";
import type { RetentOptions } from "./options.ts";

/** What works and is probably not meant so. Never holds a value. */
export function findOptionWarnings<Native>(options: RetentOptions<Native>): string[] {
  const { resultToken, publicUrl, siteOrigins, identity, onResult, billing, settle, store } = options;
  const { isAutomatic, sentence } = getWhoEnds(options);
  const warnings: string[] = [];
  if (resultToken !== "session" && resultToken.allowShortSecret)
    warnings.push(
      "resultToken.allowShortSecret takes secrets that can be guessed with enough computers, and with one anybody can make results: ask RetentBase for a longer one",
    );
  if (resultToken !== "session" && resultToken.audience === undefined)
    warnings.push(
      "resultToken.audience is not set: tokens of other workspaces with the same secret will be accepted",
    );
  if (identity && identity.issuer === undefined && identity.audience === undefined)
    warnings.push(
      "identity.issuer and identity.audience are not set: tokens issued for other sites with the same keys will be accepted",
    );
  const twin = siteOrigins?.find((origin) => isWwwTwin(new URL(origin).origin, new URL(publicUrl).origin));
  if (twin !== undefined)
    warnings.push(
      `publicUrl names ${new URL(publicUrl).host} and siteOrigins ${new URL(twin).host}: results come back to publicUrl alone, so set it to the name that your pages use, or have the button there name it as its endpoint`,
    );
  const oldNames = describeOldNames(store);
  if (oldNames !== undefined) warnings.push(oldNames);
  if (settle === undefined && !onResult && !billing)
    warnings.push(
      'Nothing ends a subscription: give onResult or billing, or settle: "manual" if a person or another system does it. In "prod" the server will not start like this.',
    );
  else if (!isAutomatic && (billing || !isReported(options))) warnings.push(sentence);
  return warnings;
}
