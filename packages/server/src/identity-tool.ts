import type { IdentityOptions } from "./identity.ts";
import type { SnippetSettings } from "./snippet/snippet-settings.ts";

export type IdentityTool = Exclude<SnippetSettings["identity"], "session">;

/** Where each tool publishes its keys, by its public documentation. */
const keyAddresses: Record<Exclude<IdentityTool, "memberstack">, RegExp> = {
  supabase: /\/auth\/v1\/\.well-known\/jwks\.json$/,
  firebase: /\/securetoken@system\.gserviceaccount\.com$/,
  auth0: /^https:\/\/[^/]+\.auth0\.com\//,
  clerk: /^https:\/\/(?:clerk\.[^/]+|[^/]+\.clerk\.accounts\.dev)\//,
  outseta: /\/\.well-known\/jwks$/,
};

/** The membership tool that signs customers in, if its address gives it away: for a form's first choice alone. */
export function guessIdentityTool({
  jwksUrl = "",
  memberstackSecretKey,
}: Pick<IdentityOptions, "jwksUrl" | "memberstackSecretKey">): IdentityTool | undefined {
  if (memberstackSecretKey !== undefined) return "memberstack";
  const names = Object.keys(keyAddresses) as (keyof typeof keyAddresses)[];
  return names.find((name) => keyAddresses[name].test(jwksUrl));
}
