import { checkJwks } from "../doctor/check-jwks.ts";
import { checkRetentBase } from "../doctor/check-retentbase.ts";
import { findShortSecrets } from "../environment/find-conflicts.ts";
import { readUnfinished } from "../environment.ts";
import { askChoice, askVariable, askYes, printFindings, readVariables, type Setup, set } from "./ask.ts";
import { askEmulator } from "./local-emulator.ts";
import { noteDefault } from "./take.ts";

/** The workspace and its keys. */
export async function askRetentBase(setup: Setup): Promise<void> {
  setup.print("\nYour RetentBase workspace");
  await askVariable(setup, "RETENTBASE_API_KEY", {
    text: "API key, from /dashboard/settings?tab=api of RetentBase (hidden)",
    prepare: (apiKey) => askEmulator(setup, apiKey),
    check: () => checkPlan(setup, "core"),
  });
  await settlePlan(setup);
  await askResults(setup);
}

/** The key is tried by a link for a customer that does not exist. */
async function checkPlan(setup: Setup, plan?: "core" | "advanced") {
  const { options } = readUnfinished(readVariables(setup));
  return checkRetentBase({ options: { ...options, ...(plan && { plan }) } }, setup);
}

/** The plan is asked for only if the workspace refuses what the better one offers. */
async function settlePlan(setup: Setup): Promise<void> {
  const isRefused = setup.asksAll ? false : await isAdvancedRefused(setup);
  if (!setup.asksAll && !isRefused)
    return noteDefault(setup, "RETENTBASE_PLAN", "advanced", "your plan at RetentBase");
  await askVariable(setup, "RETENTBASE_PLAN", {
    text: "Your plan, advanced or core",
    standard: isRefused ? "core" : "advanced",
    check: () => checkPlan(setup),
  });
}

async function isAdvancedRefused(setup: Setup): Promise<boolean> {
  if (readVariables(setup).RETENTBASE_PLAN !== undefined) return false;
  const findings = await checkPlan(setup, "advanced");
  const refusals = findings.filter(({ name, status }) => name === "advanced API" && status === "failed");
  printFindings(setup, refusals);
  return refusals.length > 0;
}

const resultChoices = {
  secret: "it signs them with a secret of at least 32 bytes",
  short: "it signs them with a shorter secret, which RetentBase issued so",
  jwks: "it publishes the keys that verify them",
  session: "this server asks RetentBase for each decision instead (Advanced plan), and needs no secret",
};

type ResultChoice = keyof typeof resultChoices;

/** How decisions are known to come from RetentBase. */
async function askResults(setup: Setup): Promise<void> {
  const choice = await chooseProof(setup);
  if (choice === "session") return;
  if (choice === "jwks") {
    await askVariable(setup, "RETENTBASE_JWKS_URL", {
      text: "URL of RetentBase's public keys",
      check: async () => [
        await checkJwks("RETENTBASE_JWKS_URL", setup.values.RETENTBASE_JWKS_URL ?? "", setup.fetch),
      ],
    });
  } else {
    await askVariable(setup, "RETENTBASE_SIGNING_SECRET", {
      text: "Signing secret, from /dashboard/settings?tab=api of RetentBase (hidden)",
      prepare: (secret) => askAboutShort(setup, secret),
    });
  }
  await askVariable(setup, "RETENTBASE_WORKSPACE_KEY", {
    text: "Workspace key, from /dashboard/docs of RetentBase, so that results of other workspaces are refused",
    isOptional: true,
  });
}

/** RetentBase may issue short secrets, but a short one may also be a part of a longer one. */
async function askAboutShort(setup: Setup, secret: string): Promise<void> {
  const isShort = findShortSecrets({ ...readVariables(setup), RETENTBASE_SIGNING_SECRET: secret }).length > 0;
  if (setup.asksAll || !isShort) return;
  if (await askYes(setup, "  This is shorter than 32 bytes. Is it all that RetentBase shows?"))
    set(setup, { RETENTBASE_ALLOW_SHORT_SECRET: "yes" });
}

async function chooseProof(setup: Setup): Promise<ResultChoice> {
  const known = findProof(setup);
  if (!setup.asksAll) {
    if (known === "secret")
      noteDefault(setup, "RETENTBASE_RESULT", "token", "RetentBase's signing secret proves each decision");
    return known;
  }
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
  return choice;
}

function findProof({ values }: Setup): ResultChoice {
  if (values.RETENTBASE_RESULT === "session") return "session";
  if (values.RETENTBASE_JWKS_URL !== undefined) return "jwks";
  return values.RETENTBASE_ALLOW_SHORT_SECRET === "yes" ? "short" : "secret";
}
