import type { PackageManager, Project } from "./project.ts";
import type { Scaffold } from "./scaffold.ts";

const commands: Record<PackageManager, { add: string; addForDevelopment: string; run: string }> = {
  npm: { add: "npm install", addForDevelopment: "npm install --save-dev", run: "npx" },
  pnpm: { add: "pnpm add", addForDevelopment: "pnpm add --save-dev", run: "pnpm exec" },
  yarn: { add: "yarn add", addForDevelopment: "yarn add --dev", run: "yarn" },
  bun: { add: "bun add", addForDevelopment: "bun add --dev", run: "bunx" },
};

/** What is left to do by hand, in its order. */
export function nextSteps(
  project: Project,
  { serverFile, mount, settings, tag, typePackages }: Scaffold,
): string {
  const { add, addForDevelopment, run } = commands[project.packageManager];
  const development = [
    "@retent/emulator",
    ...(project.usesTypeScript ? typePackages.filter((name) => !project.packages.has(name)) : []),
  ];
  const steps = [
    `Install the packages:\n${add} @retent/server\n${addForDevelopment} ${development.join(" ")}`,
    ...(mount === "" ? [] : [`Mount the routes ${mount}`]),
    `Say who is signed in: findCustomer in ${serverFile}. Until then customers are told to sign in first.`,
    `Put the button ${tag}`,
    `${settings}; keep .env and retent.db* out of git.`,
    `Try it with the emulator, which stands in for RetentBase: ${run} retent-emulator`,
  ];
  return steps.map((step, index) => `${index + 1}. ${step.replaceAll("\n", "\n     ")}\n`).join("");
}
