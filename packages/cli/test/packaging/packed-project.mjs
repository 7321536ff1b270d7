import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageFolders } from "@retent/test-support/package-folders";
import { fromRoot, runTool } from "@retent/test-support/tools";

/**
 * Has `use` work with an empty project into which every package is installed as it would be published; the project is removed
 * afterwards.
 *
 * @param companions what else is installed, from the registry
 */
export async function withPackedProject(companions, use) {
  const project = mkdtempSync(join(tmpdir(), "retent-packed-"));
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
    await runTool("npm", ["install", ...flags, ...tarballs.map((file) => `./${file}`), ...companions], {
      cwd: project,
    });
    for (const file of tarballs) rmSync(join(project, file));
    return await use(project);
  } finally {
    rmSync(project, { recursive: true });
  }
}
