import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "vite";
import { expect, onTestFinished, test } from "vitest";

/** What Node.js has beyond web standards; its own `fetch` needs them, so they are hidden from the bundle alone. */
const nodeGlobals = ["process", "Buffer", "global", "setImmediate", "clearImmediate", "require", "module"];

const run = promisify(execFile);
const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The built core and all that it needs in one file, and what of Node.js it asks for. */
async function bundleCore(): Promise<{ code: string; imports: string[]; builtins: string[] }> {
  const builtins: string[] = [];
  const output = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      target: "es2022",
      lib: { entry: fromHere("../../dist/index.js"), formats: ["es"] },
    },
    plugins: [
      {
        name: "node-builtins",
        // Before Vite puts an empty module in their place, which would hide them.
        enforce: "pre",
        resolveId(id, importer) {
          if (!isBuiltin(id)) return null;
          builtins.push(`${id} by ${importer}`);
          return { id, external: true };
        },
      },
    ],
  });
  const chunks = [output].flat().flatMap((result) => ("output" in result ? result.output : []));
  const [chunk, ...others] = chunks.filter((file) => file.type === "chunk");
  if (!chunk || others.length > 0) throw new Error("expected a bundle of one file");
  return { code: chunk.code, imports: [...chunk.imports, ...chunk.dynamicImports], builtins };
}

test("the core asks for nothing of Node.js, and answers on a runtime that has web standards alone", async () => {
  const { code, imports, builtins } = await bundleCore();
  expect(builtins).toEqual([]);
  expect(imports).toEqual([]);

  const folder = await mkdtemp(join(tmpdir(), "retent-bundle-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "core.mjs");
  await writeFile(file, `const ${nodeGlobals.map((name) => `${name} = undefined`).join(", ")};\n${code}`);
  const { stdout } = await run(process.execPath, [fromHere("bare-host.mjs"), file]);
  expect(JSON.parse(stdout)).toEqual({
    health: [200, { status: "ok" }],
    link: [200, { url: "https://cancel.retentbase.com/c/1", fallback: null, isStored: true }],
    asked: [{ url: "https://api.retentbase.com/api/v1/cancel-link", userId: "user_1" }],
  });
}, 30_000);
