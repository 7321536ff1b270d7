import { mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { variableNames } from "../../src/environment/variables.ts";
import { createProject, dependsOn } from "../init/temporary-project.ts";

const names = (project: ReturnType<typeof createProject>) => Object.keys(project.contents()).sort();

test("three answers and a yes write the files that were shown", async () => {
  const project = createProject(dependsOn("express"), { "app.js": "" });
  const { code, stdout, stderr } = await project.init(
    [],
    ["", "https://shop.example/", "server/retent", "y"],
  );
  expect([code, stderr]).toEqual([0, ""]);
  expect(names(project)).toEqual([".env.example", "app.js", "package.json", "server/retent/retent.js"]);
  for (const path of [".env.example", "server/retent/retent.js"]) {
    const [before = ""] = stdout.split("Write these files?");
    for (const line of project.read(path).split("\n")) expect(before).toContain(line);
  }
  expect(project.read(".env.example")).toContain("RETENT_PUBLIC_URL=https://shop.example\n");
});

test("an empty project gets a site to try, and the next steps say how to start it", async () => {
  const project = createProject({ dependencies: { express: "5", "@retent/server": "1" } });
  const { code, stdout } = await project.init(["--yes", "--public-url", "http://localhost:3456"]);
  expect(code).toBe(0);
  expect(names(project)).toEqual([".env.example", "package.json", "retent.mjs", "server.mjs"]);
  expect(stdout).toContain("npm install --save-dev @retent/emulator\n");
  expect(stdout).not.toContain("npm install @retent/server");
  expect(stdout).toContain("node --env-file=.env.example server.mjs\n");
  expect(project.read("server.mjs")).toContain("Number(process.env.PORT || 3456)");
  expect(stdout).toContain("Fill in applyDecision in retent.mjs");
});

test("a project with code gets no site, and no customer is signed in", async () => {
  const project = createProject(dependsOn("express"), { "src/app.js": "" });
  await project.init(["--yes"]);
  expect(names(project)).toEqual([".env.example", "package.json", "src/app.js", "src/retent.js"]);
  expect(project.read("src/retent.js")).toContain("return null;");
});

test("every question has a default", async () => {
  const project = createProject(dependsOn("hono"), { "src/index.ts": "", "tsconfig.json": "{}" });
  const { code, stdout } = await project.init([], ["", "", "", "yes"]);
  expect(code).toBe(0);
  expect(stdout).toContain("[hono]");
  expect(project.read("src/retent.ts")).toContain('from "hono"');
  expect(project.read(".env.example")).toContain("RETENT_PUBLIC_URL=http://localhost:3000\n");
});

test("it asks again after an answer that can't be used", async () => {
  const project = createProject(dependsOn("express"));
  const { code, stdout } = await project.init([], ["rails", "hono", "shop", "", "../out", "lib", "y"]);
  expect(code).toBe(0);
  for (const flag of [
    "--framework: must be one of",
    "--public-url must be an absolute http(s) URL",
    "--folder: name a folder inside",
  ])
    expect(stdout).toContain(flag);
  expect(names(project)).toEqual([".env.example", "lib/retent.js", "package.json"]);
});

test.each([
  ["no", [], ["", "", "", "n"]],
  ["an empty line", [], ["", "", "", ""]],
  [
    "no, although every question is answered by flag",
    ["--framework", "hono", "--public-url", "http://localhost:1", "--folder", "."],
    ["no"],
  ],
  ["a dry run", ["--dry-run"], ["", "", ""]],
  ["a dry run that says yes", ["--dry-run", "--yes"], []],
])("%s writes nothing", async (_, flags, lines) => {
  const project = createProject(dependsOn("express"));
  const { code, stdout } = await project.init(flags, lines);
  expect(code).toBe(0);
  expect(stdout).toContain("New file ");
  expect(stdout).toContain("Nothing was written");
  expect(names(project)).toEqual(["package.json"]);
});

test.each([
  ["the questions", []],
  ["the yes", ["", "", ""]],
])("an input that ends before %s writes nothing and says what to do", async (_, lines) => {
  const project = createProject(dependsOn("express"));
  const { code, stderr } = await project.init([], lines);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^retent: init: the input ended .* --yes/);
  expect(names(project)).toEqual(["package.json"]);
});

test("running it twice changes nothing", async () => {
  const project = createProject(dependsOn("next"), { "app/page.jsx": "" });
  await project.init(["--yes"]);
  const once = project.contents();
  const { code, stdout } = await project.init(["--yes"]);
  expect(code).toBe(0);
  expect(stdout).toContain("There is nothing to write.");
  expect(project.contents()).toEqual(once);
});

test("existing files stay unchanged, and their missing parts are shown", async () => {
  const mine = {
    "app/page.jsx": "",
    "lib/retent.js": "// my own\n",
    "app/api/retent/[...path]/route.ts": "// mine in TypeScript\n",
    "instrumentation.ts": "// another start\n",
    "next.config.ts": "export default {};\n",
  };
  const project = createProject(dependsOn("next"), { ...mine, ".env.example": "A=1" });
  const { code, stdout } = await project.init(["--yes"]);
  expect(code).toBe(0);
  expect(project.contents()).toMatchObject(mine);
  for (const path of Object.keys(mine).slice(1))
    expect(stdout).toContain(`${path} already exists and stays unchanged. Add the missing parts`);
  expect(stdout).toContain('serverExternalPackages: ["@retent/server"]');
  expect(names(project)).not.toContain("next.config.mjs");
});

test("a configuration of Next.js that names the package is complete", async () => {
  const config = 'module.exports = { serverExternalPackages: ["@retent/server", "x"] };\n';
  const project = createProject(dependsOn("next"), { "src/app/page.js": "", "next.config.js": config });
  const { stdout } = await project.init(["--yes"]);
  expect(stdout).toContain("next.config.mjs is complete");
  expect(project.read("next.config.js")).toBe(config);
});

test("missing lines are appended to an .env.example, whose contents are never shown", async () => {
  const before = "OTHER=secret-of-the-shop\n# RETENTBASE_WORKSPACE_KEY=\nexport RETENTBASE_API_KEY=mine";
  const project = createProject(dependsOn("express"), { ".env.example": before });
  const { stdout } = await project.init(["--yes"]);
  const after = project.read(".env.example");
  expect(after.startsWith(`${before}\n\n`)).toBe(true);
  expect(after.match(/RETENTBASE_(API|WORKSPACE)_KEY/g)).toHaveLength(2);
  expect(after).toContain("\nRETENTBASE_SIGNING_SECRET=");
  expect(stdout).toContain("  + RETENTBASE_SIGNING_SECRET=");
  expect(stdout).not.toContain("secret-of-the-shop");
});

test.each([
  "../out",
  "/tmp/out",
  "a/../../out",
  "..",
  "src/..",
  ".git/hooks",
  "node_modules/x",
  "a\\..\\..\\out",
  'a"; process.exit(1); "',
  "a\nb",
  "$(touch x)",
  "C:/out",
  "`x`",
])("the folder %j is refused", async (folder) => {
  const project = createProject(dependsOn("express"));
  const { code, stderr } = await project.init(["--yes", `--folder=${folder}`]);
  expect([code, stderr]).toEqual([1, expect.stringContaining("retent: --folder: name a folder inside")]);
  expect(names(project)).toEqual(["package.json"]);
});

test.each([
  'https://shop.example/"onload="x',
  "https://shop.example/'x'",
  "https://shop.example/a b",
  "https://shop.example/`x`",
  "https://shop.example/$HOME",
  "https://shop.example/a?b",
  "https://shop.example/a#b",
  "https://u:p@shop.example",
  "http://shop.example",
  "javascript:alert(1)",
  "shop.example",
  "",
  "https://shop.example/\nA=1",
])("the public URL %j is refused, or written without what is special in it", async (url) => {
  const project = createProject(dependsOn("express"));
  const { code, stderr } = await project.init(["--yes", `--public-url=${url}`]);
  if (code === 0) {
    expect(project.read(".env.example").match(/^RETENT_PUBLIC_URL=.*\n#/m)?.[0]).toBe(
      "RETENT_PUBLIC_URL=https://shop.example/A=1\n#",
    );
    return;
  }
  expect(stderr).toMatch(/^retent: --public-url /);
  expect(names(project)).toEqual(["package.json"]);
});

test("the command knows the variables, so one .env serves both", async () => {
  const project = createProject(dependsOn("express"));
  await project.init(["--yes"]);
  const named = [...project.read(".env.example").matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(named).toHaveLength(8);
  expect(variableNames).toEqual(expect.arrayContaining(named));
  for (const name of named) expect(project.read("retent.js")).toContain(name);
});

test("a public URL with a path leads the tag there", async () => {
  const project = createProject(dependsOn("express"));
  const { stdout } = await project.init(["--yes", "--public-url", "https://shop.example/de/"]);
  expect(stdout).toContain('src="/de/api/retent/button.js"');
  expect(stdout).toContain('action="/de/api/retent/cancel-link"');
});

function elsewhere(): string {
  const folder = mkdtempSync(join(tmpdir(), "retent-elsewhere-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("a folder that is a link out of the project is refused", async () => {
  const project = createProject(dependsOn("express"));
  const outside = elsewhere();
  symlinkSync(outside, join(project.folder, "src"));
  const { code, stderr } = await project.init(["--yes", "--folder", "src/deep"]);
  expect([code, stderr]).toEqual([1, expect.stringContaining('"src/deep" leads outside the project')]);
  expect(readdirSync(outside)).toEqual([]);
  expect(names(project)).toEqual(["package.json"]);
});

test("an .env.example that is a link is not followed", async () => {
  const project = createProject(dependsOn("express"));
  symlinkSync(join(elsewhere(), "env"), join(project.folder, ".env.example"));
  const { code, stderr } = await project.init(["--yes"]);
  expect([code, stderr]).toEqual([1, expect.stringContaining(".env.example is not a regular file")]);
  expect(names(project)).toEqual(["package.json"]);
});

test("a file in place of the folder is reported", async () => {
  const project = createProject(dependsOn("express"), { lib: "a file" });
  const { code, stderr } = await project.init(["--yes", "--folder", "lib"]);
  expect([code, stderr]).toEqual([1, 'retent: init: "lib" is not a folder: choose another with --folder\n']);
});

const manifests: [string, Record<string, string>, string][] = [
  ["{", {}, "package.json is not valid JSON"],
  ["null", {}, "package.json must hold an object"],
  ['{"dependencies": null}', {}, "package.json names none of nuxt, "],
  ['{"dependencies": {"next": "1"}}', {}, "there is no app or pages folder"],
];

test.each(manifests)(
  "a project with the manifest %s is refused with what to do",
  async (manifest, files, text) => {
    const project = createProject({}, { ...files, "package.json": manifest });
    const { code, stderr } = await project.init(["--yes"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`retent: init: ${text}`)]);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  },
);

test("a folder without a manifest is refused", async () => {
  const project = createProject({});
  rmSync(join(project.folder, "package.json"));
  const { code, stderr } = await project.init(["--yes"]);
  expect([code, stderr]).toEqual([1, expect.stringContaining("there is no package.json in this folder")]);
});

test.each([
  ["pnpm-lock.yaml", "pnpm add @retent/server"],
  ["yarn.lock", "yarn add @retent/server"],
  ["bun.lock", "bun add @retent/server"],
  ["package-lock.json", "npm install @retent/server"],
])("with %s the next step is %s", async (lockfile, command) => {
  const project = createProject(dependsOn("express"), { [lockfile]: "" });
  expect((await project.init(["--dry-run", "--yes"])).stdout).not.toContain(command);
  expect((await project.init(["--yes"])).stdout).toContain(command);
});

test("it takes no positional arguments", async () => {
  const project = createProject(dependsOn("express"));
  const { code, stderr } = await project.init(["extra"]);
  expect([code, stderr]).toEqual([1, 'retent: init does not take "extra"; see retent --help\n']);
});

test("NestJS on Fastify is refused, and the way to do it by hand is named", async () => {
  const project = createProject(dependsOn("@nestjs/core", "@nestjs/platform-fastify"));
  const { code, stderr } = await project.init(["--yes"]);
  expect(code).not.toBe(0);
  expect(stderr).toContain("NestJS on Fastify");
  expect(stderr).toContain("--framework fastify");
  expect(names(project)).toEqual(["package.json"]);
});

test.each([
  ["^2.5.0", "$app/environment"],
  ["3.2.0", "$app/env"],
  ["latest", "$app/env"],
])("SvelteKit %s says in %s whether it is being built", async (range, module) => {
  const project = createProject({ type: "module", devDependencies: { "@sveltejs/kit": range } });
  await project.init(["--yes"]);
  expect(project.read("src/hooks.server.js")).toContain(`import { building } from "${module}";`);
});

test("a Deno project needs no package.json, and gets commands of Deno", async () => {
  const project = createProject({}, { "deno.json": "{}", "main.ts": "" });
  rmSync(join(project.folder, "package.json"));
  const { code, stdout } = await project.init(["--yes"]);
  expect(code).toBe(0);
  expect(names(project)).toEqual([".env.example", "deno.json", "main.ts", "retent.ts"]);
  expect(stdout).toContain("deno add npm:@retent/server\n");
  expect(stdout).toContain("deno run --allow-all npm:@retent/emulator\n");
  expect(stdout).toContain("Deno.serve(");
  expect(project.read(".env.example")).toContain("RETENT_PUBLIC_URL=http://localhost:8000\n");
});

test("a framework that a Deno project names counts, and Bun's types are added for Elysia", async () => {
  const hono = createProject(dependsOn("hono"), { "deno.json": "{}" });
  expect((await hono.init(["--yes", "--dry-run"])).stdout).toContain("app.route(");
  const elysia = createProject(dependsOn("elysia"), { "tsconfig.json": "{}", "bun.lock": "" });
  const { stdout } = await elysia.init(["--yes"]);
  expect(stdout).toContain("bun add --dev @retent/emulator @types/bun\n");
  expect(stdout).toContain('Add "bun" to "types" in tsconfig.json');
});
