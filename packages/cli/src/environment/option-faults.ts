import { ConfigurationError, type Fault } from "./configuration-error.ts";
import type { VariableName } from "./variables.ts";

/** Which variable an option comes from. */
const variableOf: Record<string, VariableName> = {
  apiKey: "RETENTBASE_API_KEY",
  "resultToken.secret": "RETENTBASE_SIGNING_SECRET",
  "resultToken.jwksUrl": "RETENTBASE_JWKS_URL",
  "resultToken.audience": "RETENTBASE_WORKSPACE_KEY",
  environment: "RETENTBASE_ENVIRONMENT",
  plan: "RETENTBASE_PLAN",
  apiUrl: "RETENTBASE_API_URL",
  cancelUrl: "RETENTBASE_CANCEL_URL",
  publicUrl: "RETENT_PUBLIC_URL",
  siteOrigins: "RETENT_SITE_ORIGINS",
  afterUrl: "RETENT_AFTER_URL",
  "identity.secret": "RETENT_IDENTITY_SECRET",
  "identity.jwksUrl": "RETENT_IDENTITY_JWKS_URL",
  "identity.issuer": "RETENT_IDENTITY_ISSUER",
  "identity.audience": "RETENT_IDENTITY_AUDIENCE",
  "identity.userClaim": "RETENT_IDENTITY_USER_CLAIM",
  healthToken: "RETENT_HEALTH_TOKEN",
  trustProxy: "RETENT_TRUST_PROXY",
  unknownEvent: "RETENT_UNKNOWN_EVENT",
  settle: "RETENT_SETTLE",
};

/** What `createRetent` complains about, under the names of the variables; undefined for any other error. */
export function toConfigurationError(error: unknown): ConfigurationError | undefined {
  if (!(error instanceof TypeError) || !error.message.startsWith("createRetent: ")) return undefined;
  const complaints = error.message.slice("createRetent: ".length).split(/; (?=[\w.]+(?:, [\w.]+)*: )/);
  return new ConfigurationError(complaints.map(toFault));
}

function toFault(complaint: string): Fault {
  const [, option = "", message = complaint] = /^([\w.]+): (.*)$/s.exec(complaint) ?? [];
  // A list's entry is named by its place: `siteOrigins.0`.
  const variable = variableOf[option.replace(/\.\d+$/, "")] ?? variableOf[option.replace(/\..*$/, "")];
  return { variable: variable ?? option, message: `can't be used: ${nameVariables(message)}` };
}

/** Names variables where a text names options. An option's name that is an ordinary word may mean just that. */
export function nameVariables(message: string): string {
  return Object.entries(variableOf)
    .filter(([option]) => /[.A-Z]/.test(option))
    .reduce((text, [option, variable]) => text.replaceAll(option, variable), message);
}
