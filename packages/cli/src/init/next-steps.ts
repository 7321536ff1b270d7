import type { PackageManager, Project } from "./project.ts";
import type { Scaffold } from "./scaffold.ts";

interface Commands {
  add: string;
  addForDevelopment: string;
  runEmulator: string;
  /** What stands in front of the name of a package. */
  prefix?: string;
}

const commands: Record<PackageManager, Commands> = {
  npm: {
    add: "npm install",
    addForDevelopment: "npm install --save-dev",
    runEmulator: "npx retent-emulator",
  },
  pnpm: {
    add: "pnpm add",
    addForDevelopment: "pnpm add --save-dev",
    runEmulator: "pnpm exec retent-emulator",
  },
  yarn: { add: "yarn add", addForDevelopment: "yarn add --dev", runEmulator: "yarn retent-emulator" },
  bun: { add: "bun add", addForDevelopment: "bun add --dev", runEmulator: "bunx retent-emulator" },
  deno: {
    add: "deno add",
    addForDevelopment: "deno add --dev",
    runEmulator: "deno run --allow-all npm:@retent/emulator",
    prefix: "npm:",
  },
};

/** The steps that remain to be done by hand, in order. */
export function nextSteps(project: Project, scaffold: Scaffold): string {
  const steps = scaffold.starterFile
    ? listStarterSteps(project, scaffold, scaffold.starterFile)
    : listSiteSteps(project, scaffold);
  return steps.map((step, index) => `${index + 1}. ${step.replaceAll("\n", "\n     ")}\n`).join("");
}

function listSiteSteps(
  project: Project,
  { serverFile, mount, settings, tag, typePackages }: Scaffold,
): string[] {
  const types = project.usesTypeScript ? typePackages : [];
  return [
    ...installStep(project, ["@retent/server"], ["@retent/emulator", ...types]),
    ...typesStep(project, types),
    ...(mount === "" ? [] : [`Mount the routes ${mount}`]),
    `Fill in findCustomer in ${serverFile}, which returns the signed-in customer. Until then customers are asked to sign in first.`,
    `Fill in applyDecision in ${serverFile}, which makes billing act. Until then it throws, and each cancellation waits.`,
    `Put the button ${tag}`,
    `${settings}; keep .env and retent.db* out of git.`,
    `Try it with the emulator, which stands in for RetentBase: ${commands[project.packageManager].runEmulator}`,
  ];
}

function listStarterSteps(project: Project, { serverFile }: Scaffold, starterFile: string): string[] {
  return [
    ...installStep(project, ["express", "@retent/server"], ["@retent/emulator"]),
    `Start the emulator, which stands in for RetentBase:\n${commands[project.packageManager].runEmulator}`,
    `In another terminal, start the site, and open its address:\nnode --env-file=.env.example ${starterFile}`,
    "Cancel there. The cancellation is received, and the terminal shows that it waits for applyDecision.",
    `Fill in applyDecision in ${serverFile} and start the site again: the outcome of that cancellation appears on the emulator's page, http://127.0.0.1:4010.`,
    `Replace customer_1 in ${starterFile} with your own sign-in; findCustomer in ${serverFile} reads it.`,
    "Keep retent.db* and your own settings out of git.",
  ];
}

/** Since TypeScript 6, a runtime's types count only if the configuration names them. */
function typesStep({ isDeno }: Project, types: readonly string[]): string[] {
  const runtime = ["node", "bun"].find((name) => types.includes(`@types/${name}`));
  if (runtime === undefined || isDeno) return [];
  return [`Add "${runtime}" to "types" in tsconfig.json, if it is not there.`];
}

/** Installs the packages that the manifest does not name yet. */
function installStep(
  { packageManager, packages }: Project,
  needed: string[],
  neededForDevelopment: string[],
): string[] {
  const { add, addForDevelopment, prefix = "" } = commands[packageManager];
  const lines = [
    [add, needed],
    [addForDevelopment, neededForDevelopment],
  ] as const;
  const missing = lines
    .map(([command, names]) => [command, names.filter((name) => !packages.has(name))] as const)
    .filter(([, names]) => names.length > 0)
    .map(([command, names]) => [command, ...names.map((name) => prefix + name)].join(" "));
  return missing.length === 0 ? [] : [`Install the packages:\n${missing.join("\n")}`];
}
