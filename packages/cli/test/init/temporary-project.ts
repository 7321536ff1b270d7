import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { runToEnd } from "../test-host.ts";

const workspace = fileURLToPath(new URL("../../../../", import.meta.url));

/** The packages that the written code imports, and their place in the workspace. */
const installed = {
  "@retent/server": "packages/server",
  "@types/express": "packages/server/node_modules/@types/express",
  "@types/node": "node_modules/@types/node",
  "@types/react": "examples/nextjs-account/node_modules/@types/react",
  "@hono/node-server": "examples/shop/node_modules/@hono/node-server",
  express: "packages/server/node_modules/express",
  hono: "examples/hono-fetch/node_modules/hono",
  react: "examples/nextjs-account/node_modules/react",
};

/** A project in a folder of its own, gone after the test. */
export function createProject(manifest: object, files: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "retent-init-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  write("package.json", JSON.stringify(manifest));
  for (const [path, content] of Object.entries(files)) write(path, content);
  return {
    folder,
    write,
    read: (path: string) => readFileSync(join(folder, path), "utf8"),
    /** Every file and its content. */
    contents: () =>
      Object.fromEntries(
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ parentPath, name }) => [
            join(parentPath, name).slice(folder.length + 1),
            readFileSync(join(parentPath, name), "utf8"),
          ]),
      ),
    folders: () => readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()),
    /** Makes the packages that the written code imports available to it. */
    install() {
      for (const [name, place] of Object.entries(installed)) {
        const link = join(folder, "node_modules", name);
        mkdirSync(dirname(link), { recursive: true });
        symlinkSync(join(workspace, place), link);
      }
    },
    /** Runs `retent init` there. */
    init: (flags: string[], lines: string[] = []) => runToEnd(["init", ...flags], {}, { folder, lines }),
  };
}

/** A project that depends on these packages. */
export function dependsOn(...packages: string[]) {
  return {
    type: "module",
    dependencies: Object.fromEntries(packages.map((name) => [name, "*"])),
  };
}
