import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromRoot, runTool } from "../tools.mjs";
import { packageFolders } from "./check-packages.mjs";

/** What a project has that uses the packages from TypeScript. */
const companions = ["typescript", "@types/node", "express", "@types/express", "pg", "@types/pg"];

/**
 * Packs every package, installs them into an empty project, and uses them there: from JavaScript, and from TypeScript under both ways
 * of resolving modules.
 */
export async function checkConsumer() {
  const project = mkdtempSync(join(tmpdir(), "retent-consumer-"));
  const options = { cwd: project };
  try {
    writeFileSync(join(project, "package.json"), '{"private":true,"type":"module"}');
    for (const folder of packageFolders) {
      await runTool("pnpm", ["--silent", "pack", "--pack-destination", project], {
        cwd: fromRoot(folder),
        stdio: ["ignore", "ignore", "inherit"],
      });
    }
    const tarballs = readdirSync(project).filter((file) => file.endsWith(".tgz"));
    const flags = ["--no-audit", "--no-fund", "--loglevel", "error"];
    await runTool(
      "npm",
      ["install", ...flags, ...tarballs.map((file) => `./${file}`), ...companions],
      options,
    );
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
  } finally {
    rmSync(project, { recursive: true });
  }
}
