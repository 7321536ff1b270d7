import { snippetChoices } from "@retent/server/internal";
import { checkJwks } from "../doctor/check-jwks.ts";
import { type VariableName, variableNames } from "../environment/variables.ts";
import { askChoice, askUntilUsable, askVariable, type Setup, set, trySet } from "./ask.ts";
import { fillIn, recognizeTool, type ToolAnswers } from "./fill-in.ts";
import { generateSecret } from "./generate.ts";
import { type IdentityTool, identityTools } from "./identity-tools.ts";
import { toHost } from "./site-address.ts";

const { session: _, ...tools } = snippetChoices.identity;

const choices = {
  ...tools,
  other: "another tool that publishes the keys that it signs with (a JWKS)",
  own: "code of yours, with a secret that it shares with this server",
};

/** How customers are known: by the membership tool, from whose name most follows. */
export async function askIdentity(setup: Setup): Promise<void> {
  setup.print("\nYour customers");
  const known = recognizeTool(setup.values);
  const knownChoice = known?.name ?? guessChoice(setup);
  const choice = await askChoice(setup, "What signs your customers in?", choices, knownChoice);
  if (choice !== knownChoice) {
    const names = variableNames.filter((name) => name.startsWith("RETENT_IDENTITY_"));
    for (const name of names) set(setup, { [name]: undefined });
  }
  if (choice === "other") await askJwks(setup);
  else if (choice === "own") await askSecret(setup);
  else await askTool(setup, identityTools[choice], known?.name === choice ? known.answers : {});
  if (choice !== "memberstack" && setup.asksAll) await askClaims(setup);
}

function guessChoice({ values }: Setup): "own" | "other" | undefined {
  if (values.RETENT_IDENTITY_SECRET !== undefined) return "own";
  return values.RETENT_IDENTITY_JWKS_URL === undefined ? undefined : "other";
}

async function askTool(setup: Setup, tool: IdentityTool, known: ToolAnswers): Promise<void> {
  let answers = known;
  for (const [index, { placeholder, text, isHost, isHidden }] of tool.questions.entries()) {
    await askUntilUsable(
      setup,
      // The first answer says where the keys are.
      { text, isShown: !isHidden, ...(index === 0 && { check: () => checkKeys(setup) }) },
      {
        known: () => answers[placeholder],
        put(value = "") {
          if (isHost && !toHost(value)) return "This has to be a domain, such as login.shop.example.";
          const changed = { ...answers, [placeholder]: value };
          const problem = trySet(setup, fillIn(tool, changed));
          if (problem === undefined) answers = changed;
          return problem;
        },
      },
    );
  }
}

async function askJwks(setup: Setup): Promise<void> {
  await askVariable(setup, "RETENT_IDENTITY_JWKS_URL", {
    text: "URL of the tool's public keys (its JWKS)",
    check: () => checkKeys(setup),
  });
  await askAudience(setup);
  // A tool may sign the tokens of all its customers with the same keys: one of the two says that a token is meant for this site.
  if (setup.values.RETENT_IDENTITY_AUDIENCE === undefined)
    await askVariable(setup, "RETENT_IDENTITY_ISSUER", {
      text: "Issuer (iss) that its tokens must name, since they name no audience",
    });
}

async function askSecret(setup: Setup): Promise<void> {
  await askVariable(setup, "RETENT_IDENTITY_SECRET", {
    text: "Secret of at least 32 bytes (hidden)",
    generate: generateSecret,
  });
  if (setup.asksAll) await askAudience(setup);
}

async function askAudience(setup: Setup): Promise<void> {
  await askVariable(setup, "RETENT_IDENTITY_AUDIENCE", {
    text: "Audience (aud) that its tokens must name",
    isOptional: true,
  });
}

async function askClaims(setup: Setup): Promise<void> {
  await askVariable(setup, "RETENT_IDENTITY_ISSUER", {
    text: "Issuer (iss) that its tokens must name",
    isOptional: true,
  });
  await askVariable(setup, "RETENT_IDENTITY_USER_CLAIM", {
    text: "Claim that holds the customer's id",
    standard: "sub",
  });
}

async function checkKeys({ values, fetch }: Setup) {
  const name: VariableName = "RETENT_IDENTITY_JWKS_URL";
  const url = values[name];
  return url === undefined ? [] : [await checkJwks(name, url, fetch)];
}
