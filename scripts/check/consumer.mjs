import { cpSync } from "node:fs";
import { join } from "node:path";
import { fromRoot, runTool } from "../tools.mjs";
import { withPackedProject } from "./packed-project.mjs";

/** What a project has that uses the packages from TypeScript. */
const companions = ["typescript", "@types/node", "express", "@types/express", "pg", "@types/pg"];

/** Uses the packed packages from JavaScript, and from TypeScript under both ways of resolving modules. */
export function checkConsumer() {
  return withPackedProject(companions, async (project) => {
    const options = { cwd: project };
    cpSync(fromRoot("scripts/check/consumer"), project, { recursive: true });
    await runTool(process.execPath, ["use.js"], options);
    await runTool(process.execPath, [join("node_modules", "retent", "dist", "main.js"), "--help"], {
      ...options,
      stdio: ["ignore", "ignore", "inherit"],
    });
    for (const resolution of ["nodenext", "bundler"]) {
      await runTool("tsc", ["--project", `tsconfig.${resolution}.json`], options);
    }
    return true;
  });
}
