import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fillIn, recognizeTool } from "../../src/setup/fill-in.ts";
import { type IdentityTool, identityTools, type ToolName } from "../../src/setup/identity-tools.ts";

const document = readFileSync(
  new URL("../../../cancel-button/docs/identity.md", import.meta.url),
  "utf8",
).replaceAll("\r\n", "\n");

/** The variables of each section with a block of shell, by its heading. */
const documented = document
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const [heading = ""] = section.split("\n", 1);
    const block = /```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? "";
    return [
      heading,
      Object.fromEntries([...block.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value])),
    ];
  });

const tools = Object.entries(identityTools) as [ToolName, IdentityTool][];

test("each tool has the variables of its recipe", () => {
  const recipes = documented.filter(
    ([heading]) => !["Your own backend", "Copy a token"].includes(String(heading)),
  );
  expect(tools.map(([name, { variables }]) => [name, variables])).toEqual(
    recipes.map(([heading, variables]) => [String(heading).toLowerCase(), variables]),
  );
});

test("the tools are those that the button's script knows by name", () => {
  const names = [...document.matchAll(/^\| `(\w+)` /gm)].map(([, name]) => name);
  expect(tools.map(([name]) => name)).toEqual(names);
});

test.each(tools)("every placeholder of %s is asked for", (_, { questions, variables }) => {
  const answers = Object.fromEntries(
    questions.map(({ placeholder }, index) => [placeholder, `answer${index}`]),
  );
  const filled = Object.values(fillIn({ questions, variables }, answers)).join(" ");
  expect(filled).not.toMatch(/YOUR|PROJECT|…/);
  for (const answer of Object.values(answers)) expect(filled).toContain(answer);
});

test.each([
  ["lumen.outseta.com", "https://lumen.outseta.com", "lumen.outseta.com"],
  ["https://lumen.outseta.com/", "https://lumen.outseta.com", "lumen.outseta.com"],
  ["localhost:5598", "http://localhost:5598", "localhost:5598"],
  ["https://localhost:5598", "https://localhost:5598", "localhost:5598"],
])("the domain %s may be given with and without its scheme", (domain, site, audience) => {
  expect(fillIn(identityTools.outseta, { "YOUR.outseta.com": domain })).toEqual({
    RETENT_IDENTITY_JWKS_URL: `${site}/.well-known/jwks`,
    RETENT_IDENTITY_AUDIENCE: audience,
  });
});

test.each([
  ["outseta", { "YOUR.outseta.com": "lumen.outseta.com" }],
  ["outseta", { "YOUR.outseta.com": "http://localhost:5598" }],
  ["memberstack", { "sk_live_…": "sk_sb_of_this_test", "app_…": "app_of_this_test" }],
  ["clerk", { "YOUR-FRONTEND-API": "clerk.lumen.example" }],
  ["auth0", { "YOUR-DOMAIN": "lumen.eu.auth0.com", "YOUR-API-IDENTIFIER": "https://api.lumen.example" }],
  ["supabase", { "PROJECT.supabase.co": "abcdefgh.supabase.co" }],
  ["firebase", { "PROJECT-ID": "lumen-4f1c9" }],
] as const)("%s is recognized by its variables, with the answers %j", (name, answers) => {
  expect(recognizeTool(fillIn(identityTools[name], answers))).toEqual({ name, answers });
});

test.each([
  {},
  { RETENT_IDENTITY_JWKS_URL: "https://keys.shop.example/jwks.json" },
  { RETENT_IDENTITY_SECRET: "Kd5-9rL7_identity_of_these_tests_m4X1" },
])("no tool is recognized in %j", (values) => {
  expect(recognizeTool(values)).toBeUndefined();
});
