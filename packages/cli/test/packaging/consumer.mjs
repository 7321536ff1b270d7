import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { Failure, fromRoot, runTool } from "@retent/test-support/tools";
import { withPackedProject } from "./packed-project.mjs";

/** What a project has that uses the packages from TypeScript. */
const companions = [
  "typescript",
  "typescript-oldest@npm:typescript@5.4",
  "@types/node",
  "express",
  "@types/express",
  "pg",
  "@types/pg",
];

/** The oldest TypeScript that the types promise to work with. */
const oldestCompiler = join("node_modules", "typescript-oldest", "bin", "tsc");

/** The types of others, such as Node.js's newest, may need a newer compiler; ours may not. */
function expectNoComplaint(project, configuration) {
  const args = [oldestCompiler, "--project", configuration, "--pretty", "false"];
  const { stdout } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
  const ours = stdout
    .split("\n")
    .filter((line) => /^(use\.ts|node_modules\/(@retent\/|retent\/))/.test(line));
  if (ours.length > 0) throw new Failure(`TypeScript 5.4 complains:\n${ours.join("\n")}`);
}

/** Uses the packed packages from JavaScript, and from TypeScript under both ways of resolving modules. */
export function checkConsumer() {
  return withPackedProject(companions, async (project) => {
    const options = { cwd: project };
    cpSync(fromRoot("packages/cli/test/packaging/consumer"), project, { recursive: true });
    await runTool(process.execPath, ["use.js"], options);
    await runTool(process.execPath, [join("node_modules", "retent", "dist", "main.js"), "--help"], {
      ...options,
      stdio: ["ignore", "ignore", "inherit"],
    });
    for (const resolution of ["nodenext", "bundler"]) {
      await runTool("tsc", ["--project", `tsconfig.${resolution}.json`], options);
      expectNoComplaint(project, `tsconfig.${resolution}.json`);
    }
    return true;
  });
}
