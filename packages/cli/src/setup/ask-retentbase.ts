import { checkJwks } from "../doctor/check-jwks.ts";
import { checkNames } from "../doctor/check-names.ts";
import { checkRetentBase } from "../doctor/check-retentbase.ts";
import { readUnfinished } from "../environment.ts";
import { askChoice, askVariable, readVariables, type Setup, set } from "./ask.ts";

/** Where the server is reached, and from which pages. It comes first: RetentBase leads customers back there. */
export async function askAddress(setup: Setup): Promise<void> {
  setup.print("\nYour server");
  const environment = await askChoice(
    setup,
    "Which part of RetentBase does it work with?",
    { sandbox: "for tests, apart from your real figures: begin here", prod: "your real customers" },
    setup.values.RETENTBASE_ENVIRONMENT === "prod" ? "prod" : "sandbox",
  );
  set(setup, { RETENTBASE_ENVIRONMENT: environment });
  await askVariable(setup, "RETENT_PUBLIC_URL", {
    text: "Under which URL do browsers reach this server, without /api",
    standard: "http://localhost:8787",
  });
  const publicUrl = setup.values.RETENT_PUBLIC_URL ?? "";
  if (/^https:/i.test(publicUrl)) {
    await askVariable(setup, "RETENT_TRUST_PROXY", {
      text: "How many proxies stand in front of it, such as the one that speaks https",
      standard: "1",
    });
  }
  await askVariable(setup, "RETENT_SITE_ORIGINS", {
    text: "Which sites carry the cancel button, with commas between them",
    standard: new URL(publicUrl).origin,
    check: async () => checkNames(readUnfinished(readVariables(setup))),
  });
  await askVariable(setup, "RETENT_BRAND_NAME", {
    text: "What do customers know your company by",
    isOptional: true,
  });
}

/** The workspace: the key is tried by a link for a customer that does not exist. */
export async function askWorkspace(setup: Setup): Promise<void> {
  setup.print("\nYour RetentBase workspace");
  const check = (plan?: "core") => async () => {
    const { options } = readUnfinished(readVariables(setup));
    return checkRetentBase({ options: { ...options, ...(plan && { plan }) } }, setup);
  };
  await askVariable(setup, "RETENTBASE_API_KEY", {
    text: "API key, from /dashboard/settings?tab=api of RetentBase (hidden)",
    check: check("core"),
  });
  await askVariable(setup, "RETENTBASE_PLAN", {
    text: "Your plan, advanced or core",
    standard: "advanced",
    check: check(),
  });
}

const resultChoices = {
  secret: "it signs them with a secret of at least 32 bytes",
  short: "it signs them with a shorter secret, which RetentBase issued so",
  jwks: "it publishes the keys that verify them",
  session: "this server asks RetentBase for each decision instead (Advanced plan), and needs no secret",
};

/** How decisions are known to come from RetentBase. */
export async function askResults(setup: Setup): Promise<void> {
  const { RETENTBASE_RESULT, RETENTBASE_JWKS_URL, RETENTBASE_ALLOW_SHORT_SECRET } = setup.values;
  const known =
    RETENTBASE_RESULT === "session"
      ? "session"
      : RETENTBASE_JWKS_URL !== undefined
        ? "jwks"
        : RETENTBASE_ALLOW_SHORT_SECRET === "yes"
          ? "short"
          : "secret";
  const choice = await askChoice(
    setup,
    "How does RetentBase prove what a customer decided?",
    resultChoices,
    known,
  );
  const isSecret = choice === "secret" || choice === "short";
  set(setup, {
    RETENTBASE_RESULT: choice === "session" ? "session" : undefined,
    RETENTBASE_ALLOW_SHORT_SECRET: choice === "short" ? "yes" : undefined,
    ...(!isSecret && { RETENTBASE_SIGNING_SECRET: undefined }),
    ...(choice !== "jwks" && { RETENTBASE_JWKS_URL: undefined }),
    ...(choice === "session" && { RETENTBASE_WORKSPACE_KEY: undefined }),
  });
  if (choice === "session") return;
  if (isSecret) {
    await askVariable(setup, "RETENTBASE_SIGNING_SECRET", {
      text: "Signing secret, from /dashboard/settings?tab=api of RetentBase (hidden)",
    });
  } else {
    await askVariable(setup, "RETENTBASE_JWKS_URL", {
      text: "URL of RetentBase's public keys",
      check: async () => [
        await checkJwks("RETENTBASE_JWKS_URL", setup.values.RETENTBASE_JWKS_URL ?? "", setup.fetch),
      ],
    });
  }
  await askVariable(setup, "RETENTBASE_WORKSPACE_KEY", {
    text: "Workspace key, from /dashboard/docs of RetentBase, so that results of other workspaces are refused",
    isOptional: true,
  });
}
