import type { LocalSite } from "./local-site.ts";
import type { Project } from "./project.ts";

/** The path below the public URL at which the routes are mounted. */
export const mountPath = "/api/retent";

/** How the project writes modules. */
export function getModuleStyle({ usesTypeScript, isModule }: Pick<Project, "usesTypeScript" | "isModule">) {
  return {
    /** Keeps a type if the project uses TypeScript. */
    typed: (type: string) => (usesTypeScript ? type : ""),
    /** Extension of a file that Node.js itself loads as an ECMAScript module. */
    extension: usesTypeScript ? "ts" : isModule ? "js" : "mjs",
  };
}

interface ServerParts {
  /** The code in front of `createRetent`. */
  binding: string;
  /** The parameter that the framework passes to `identify`. */
  parameter?: string;
  /** Set if the public URL follows from PORT, unless RETENT_PUBLIC_URL is set. */
  localSite?: LocalSite | undefined;
}

/** The statements that read the variables of `.env.example` and build the server. */
export function serverSource(
  { usesTypeScript }: Pick<Project, "usesTypeScript">,
  { binding, parameter = "", localSite }: ServerParts,
): string {
  const name = parameter.split(":")[0] ?? "";
  const identify = name === "" ? "findCustomer" : `(_request, ${parameter}) => findCustomer(${name})`;
  // The server itself refuses any other value.
  const environment = `RETENTBASE_ENVIRONMENT${usesTypeScript ? ' as "sandbox" | "prod"' : ""}`;
  const publicUrlVariables = localSite ? "PORT,\n  RETENT_PUBLIC_URL" : 'RETENT_PUBLIC_URL = ""';
  const publicUrl = localSite ? "publicUrl" : "RETENT_PUBLIC_URL";
  return `const {
  RETENTBASE_API_KEY = "",
  RETENTBASE_SIGNING_SECRET = "",
  RETENTBASE_WORKSPACE_KEY,
  RETENTBASE_ENVIRONMENT = "sandbox",
  RETENTBASE_API_URL,
  RETENTBASE_CANCEL_URL,
  ${publicUrlVariables},
  RETENT_DATABASE_URL = "sqlite:retent.db",
} = process.env;
if (!RETENT_DATABASE_URL.startsWith("sqlite:")) {
  const message = "write sqlite:FILE, or use createPostgresStore of @retent/server/postgres";
  throw new OptionsError([{ option: "RETENT_DATABASE_URL", message }]);
}
${localSite ? publicUrlSource(localSite) : ""}
${binding} createRetent({
  apiKey: RETENTBASE_API_KEY,
  resultToken: { secret: RETENTBASE_SIGNING_SECRET, audience: RETENTBASE_WORKSPACE_KEY },
  environment: ${environment},
  publicUrl: \`\${${publicUrl}}${mountPath}\`,
  apiUrl: RETENTBASE_API_URL || "https://api.retentbase.com",
  cancelUrl: RETENTBASE_CANCEL_URL || "https://cancel.retentbase.com",
  store: createSqliteStore({ file: RETENT_DATABASE_URL.slice("sqlite:".length) }),
  identify: ${identify},
  onResult: applyDecision,
});`;
}

function publicUrlSource({ hostname, port, path }: LocalSite): string {
  return `const publicUrl = RETENT_PUBLIC_URL || \`http://${hostname}:\${PORT || ${port}}${path}\`;
`;
}

/** The function that makes the project's billing act. It throws until the developers fill it in. */
export function applyDecisionSource({ usesTypeScript }: Pick<Project, "usesTypeScript">): string {
  const [parameter, result] = usesTypeScript
    ? [": CancellationResult", ": Promise<BillingAnswer>"]
    : ["", ""];
  return `/**
 * Fill this in: it makes your billing act on the customer's decision. Until then it throws, no subscription ends,
 * and each cancellation waits: the customer reads that it was received, and this is called again until it returns.
 * After a crash it may be called again with the same eventId and revision, which together are the idempotency key.
 */
async function applyDecision(result${parameter})${result} {
  // For example:
  //   if (result.outcome === "recovered") return { outcome: "recovered" };
  //   const endsOn = await yourBilling.cancelAtPeriodEnd(result.userId,
  // \`\${result.eventId}:\${result.revision}\`);
  //   return { outcome: "churned", effectiveAt: endsOn };
  throw new Error(\`applyDecision is not filled in yet, so nothing acts on "\${result.outcome}"\`);
}`;
}

/** The function that returns the signed-in customer. It returns null until the developers fill it in. */
export function findCustomerSource(signature: string, example: string): string {
  return `/**
 * Fill this in: it returns the customer who is signed in, from your own session.
 * Until then customers are asked to sign in first.
 * Never trust what the browser sends, such as a user id in a query, a field or a header.
 */
${signature} {
  // For example${/[(]_/.test(signature) ? ", without the parameter's underscore" : ""}: ${example}
  return null;
}`;
}
