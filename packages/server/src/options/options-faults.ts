import { createResultTokenVerifier, createRetentBaseClient } from "@retent/retentbase";
import { isLoopbackHost, isOptionsError, type OptionFault } from "@retent/retentbase/internal";
import { createTokenCheck } from "../health/token-check.ts";
import { isAppUrl } from "../http/page-origin.ts";
import { createIdentityVerifier } from "../identity.ts";
import type { RetentOptions } from "./options.ts";

type Options = RetentOptions<never>;
type IsUsable = (name: keyof RetentOptions) => boolean;

/**
 * What a schema can't see: what the client and the verifiers refuse, options that contradict each other, and
 * URLs that the environment doesn't allow.
 *
 * @param isUsable whether the schema found nothing wrong with an option
 */
export function findFaults<Native>(options: RetentOptions<Native>, isUsable: IsUsable): OptionFault[] {
  const checks = [
    checkIdentification,
    checkUrls,
    checkPlan,
    checkBilling,
    checkSettle,
    checkParts,
    checkSecrets,
    checkDeclarations,
  ];
  const faults = checks.flatMap((check) => check(options as Options, isUsable));
  // A part may refuse what was refused before it.
  const first = new Map([...faults].reverse().map((each) => [each.option, each]));
  return faults.filter((each) => first.get(each.option) === each);
}

function fault(option: string, message: string): OptionFault[] {
  return [{ option, message }];
}

function checkIdentification({ identify, identity }: Options): OptionFault[] {
  if (identify || identity) return [];
  return fault("identify", "is missing: say who is signed in, or give identity to accept JWTs");
}

function checkPlan({ resultToken, plan }: Options): OptionFault[] {
  if (resultToken !== "session" || plan !== "core") return [];
  return fault(
    "resultToken",
    'is "session", and the plan "core" has no diagnostics of sessions: give { secret }, { jwksUrl } or { verify }',
  );
}

/** The parts know best what they can work with. */
function checkParts(
  { apiKey, resultToken, identity, healthToken }: Options,
  isUsable: IsUsable,
): OptionFault[] {
  const parts: [name: keyof RetentOptions, prefix: string, build: () => unknown][] = [
    ["healthToken", "", () => healthToken === undefined || createTokenCheck(healthToken)],
    ["apiKey", "", () => createRetentBaseClient({ apiKey })],
    [
      "identity",
      "identity.",
      () => identity && createIdentityVerifier(identity, { onEvent: () => {}, now: Date.now }),
    ],
    [
      "resultToken",
      "resultToken.",
      () =>
        resultToken === "session" || createResultTokenVerifier({ ...resultToken, environment: "sandbox" }),
    ],
  ];
  return parts.filter(([name]) => isUsable(name)).flatMap(([, prefix, build]) => findRefusals(build, prefix));
}

/** What a part refuses, under the names that its options have here. */
function findRefusals(build: () => unknown, prefix: string): OptionFault[] {
  try {
    build();
    return [];
  } catch (error) {
    if (!isOptionsError(error)) throw error;
    return error.faults.map(({ option, message }) => ({ option: `${prefix}${option}`, message }));
  }
}

/** The secret of Supabase's local and self-hosted demos: fine on a developer's machine, and nowhere else. */
const demoSecret = "super-secret-jwt-token-with-at-least-32-characters-long";

function checkSecrets({ identity, resultToken, environment }: Options, isUsable: IsUsable): OptionFault[] {
  if (!isUsable("identity") || !isUsable("resultToken")) return [];
  const ofResult = resultToken === "session" ? [] : (resultToken.secret ?? []);
  const [ofIdentities, ofResults] = [identity?.secret ?? [], ofResult].map((each) => [each].flat());
  return [
    ...(environment === "prod" && ofIdentities?.includes(demoSecret)
      ? fault("identity.secret", "is published in a tool's docs, so anyone has it: use your own")
      : []),
    // With one secret for both, the merchant's backend could sign results, and RetentBase identities.
    ...(ofIdentities?.some((secret) => ofResults?.includes(secret))
      ? fault(
          "identity.secret",
          "is the same as resultToken.secret: use a secret of its own for each, so that neither can sign for the other",
        )
      : []),
  ];
}

/** What is declared has to be stored, and confirmed at once. */
function checkDeclarations({ declarations, mail, store }: Options, isUsable: IsUsable): OptionFault[] {
  if (!declarations || !isUsable("declarations")) return [];
  if (!mail && isUsable("mail"))
    return fault("declarations", "needs the option mail: laws want what was declared confirmed at once");
  if (!isUsable("store") || store.insertDeclaration) return [];
  return fault("declarations", "needs a store that has insertDeclaration, such as SQLite's or PostgreSQL's");
}

/** A test key in production would act on no customer, and a live one in the sandbox on real ones. */
function checkBilling({ billing, environment = "sandbox" }: Options, isUsable: IsUsable): OptionFault[] {
  if (!isUsable("billing") || !isUsable("environment")) return [];
  const path = billing?.webhook?.path;
  return [
    ...(billing?.environment && billing.environment !== environment
      ? fault("billing", `its keys are for "${billing.environment}" and environment is "${environment}"`)
      : []),
    ...(path !== undefined && !/^(\/[\w-]+){2,}$/.test(path)
      ? fault("billing", "webhook.path must be a path of its own with two parts, e.g. /stripe/webhook")
      : []),
  ];
}

/**
 * In production nothing may look like a cancellation that ends nothing, unless that was asked for by name.
 */
function checkSettle({ settle, onResult, billing, environment }: Options, isUsable: IsUsable): OptionFault[] {
  if (!isUsable("settle")) return [];
  const hasBilling = Boolean(onResult ?? billing);
  if (settle === "manual" && hasBilling)
    return fault("settle", 'is "manual" beside onResult or billing: remove it, or remove those');
  if (settle !== undefined || hasBilling || environment !== "prod") return [];
  return fault(
    "settle",
    'nothing ends a subscription: give onResult or billing, or settle: "manual" if a person or another system does it',
  );
}

function checkUrls(options: Options, isUsable: IsUsable): OptionFault[] {
  const { publicUrl, afterUrl, returnUrl, apiUrl, cancelUrl, siteOrigins, resultToken, identity } = options;
  const urls: [name: keyof RetentOptions, option: string, url: string | undefined][] = [
    ["publicUrl", "publicUrl", publicUrl],
    ["afterUrl", "afterUrl", afterUrl],
    ["returnUrl", "returnUrl", returnUrl],
    ["apiUrl", "apiUrl", apiUrl],
    ["cancelUrl", "cancelUrl", cancelUrl],
    ["resultToken", "resultToken.jwksUrl", resultToken === "session" ? undefined : resultToken?.jwksUrl],
    ["identity", "identity.jwksUrl", identity?.jwksUrl],
  ];
  if (isUsable("siteOrigins"))
    for (const origin of siteOrigins ?? []) urls.push(["siteOrigins", "siteOrigins", origin]);
  return urls
    .filter(([name, , url]) => url !== undefined && isUsable(name))
    .flatMap(([, option, url]) => {
      const message = findUrlFault(new URL(url ?? ""), option, options.environment);
      return message === undefined ? [] : fault(option, message);
    });
}

function findUrlFault(url: URL, option: string, environment: Options["environment"]): string | undefined {
  if (url.username !== "" || url.password !== "") return "remove the user name and password from the URL";
  if (!isHostName(url.hostname))
    return "write one host name in full: there are no wildcards, and no empty parts";
  if (option === "publicUrl" && /\/\//.test(url.pathname)) return "remove the doubled slash from the path";
  if (option === "publicUrl" && (url.search !== "" || url.hash !== ""))
    return "must not have a query or fragment";
  // An app whose routes are in the fragment would take the token for one of them.
  if (option === "returnUrl" && url.href.includes("#"))
    return "must not have a fragment: RetentBase puts the result there; leave it out, and name the page in returnTo";
  if (url.protocol === "https:" || isAppUrl(url)) return undefined;
  if (environment === "prod") return 'use https in the environment "prod"';
  return isLoopbackHost(url.hostname) ? undefined : "use https; plain http is for this machine alone";
}

/** The parser accepts names that no browser ever sends as an origin, such as one with a wildcard. */
function isHostName(name: string): boolean {
  return /^\[[\da-f:.]+\]$/.test(name) || /^([\w-]+\.)*[\w-]+\.?$/.test(name);
}
