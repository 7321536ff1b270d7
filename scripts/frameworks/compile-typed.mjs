import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "@retent/test-support/tools";

const tsc = [process.execPath, fromRoot("node_modules/typescript/bin/tsc"), "--noEmit", "--pretty", "false"];
const retent = [process.execPath, fromRoot("packages/cli/dist/main.js")];

const common = { strict: true, skipLibCheck: true, noEmit: true, target: "ES2023", types: ["node"] };
const bundled = { ...common, module: "ESNext", moduleResolution: "bundler", jsx: "react-jsx" };
const exclude = ["node_modules", ".*"];

/** What a TypeScript project of each framework has: its configuration, and the command that generates types. */
const kinds = {
  astro: {
    tsconfig: { extends: "astro/tsconfigs/strict", include: [".astro/types.d.ts", "**/*.ts"] },
    prepare: ["npx", "astro", "sync"],
  },
  nextjs: { tsconfig: { compilerOptions: bundled, exclude } },
  "nextjs-pages": { tsconfig: { compilerOptions: bundled, exclude } },
  nuxt: { prepare: ["npx", "nuxt", "prepare"] },
  "react-router": { tsconfig: { compilerOptions: bundled, exclude } },
  sveltekit: {
    tsconfig: {
      extends: "$app/tsconfig",
      compilerOptions: { types: ["$app/types", "node"], checkJs: false },
      exclude: ["build"],
    },
    packages: ["typescript@6"],
    prepare: ["npx", "svelte-kit", "sync"],
  },
};
const forNode = { compilerOptions: { ...common, module: "NodeNext" }, exclude };

/** Has `init` write TypeScript into an installed project that is in JavaScript, and checks the types of what a project has. */
export async function compileTyped(name, project, { flags, run }) {
  const { tsconfig = forNode, packages = [], prepare } = kinds[name] ?? {};
  if (!existsSync(join(project, "tsconfig.json")) && !existsSync(join(project, "deno.json"))) {
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify(tsconfig));
    removeSources(project);
    const steps = await run([...retent, "init", "--yes", ...flags]);
    assert.doesNotMatch(steps, /by hand/, "init writes every file");
    const flagsOfInstall = ["--no-save", "--prefer-offline", "--no-audit", "--no-fund"];
    await run(["npm", "install", ...flagsOfInstall, ...packages, ...findTypes(steps)]);
  }
  if (prepare) await run(prepare);
  await run(name === "deno" ? ["npx", "deno", "check", "."] : [...tsc, "--project", "."]);
}

/** Removes the trial's own code for Retent, in whose place `init` would write nothing. */
function removeSources(project) {
  for (const path of globSync("**/*.{js,jsx}", { cwd: project, exclude: ["node_modules/**", ".*/**"] })) {
    const isConfiguration = /\.config\.|\/routes\.js$/.test(path);
    if (!isConfiguration && /retent/i.test(readFileSync(join(project, path), "utf8")))
      rmSync(join(project, path));
  }
}

/** The packages for types that the next steps tell a developer to install. */
function findTypes(steps) {
  const [, packages = ""] = /npm install --save-dev (.*)/.exec(steps) ?? [];
  return packages.split(" ").filter((name) => name !== "" && !name.startsWith("@retent/"));
}
