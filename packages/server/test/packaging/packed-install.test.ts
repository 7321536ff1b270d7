import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const packages = fileURLToPath(new URL("../../../", import.meta.url));
/** What comes from elsewhere, and which package it comes along with. */
const registryDependencies = {
  zod: "server",
  jose: "retentbase",
  "rate-limiter-flexible": "server",
  "ipaddr.js": "server",
};

interface Manifest {
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

let project: string;

/** Where a package is installed in the project. */
const installed = (name: string) => join(project, "node_modules", ...name.split("/"));
const manifestOf = async (name: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(installed(name), "package.json"), "utf8"));

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "retent-packed-"));
  await writeFile(join(project, "package.json"), '{"private":true,"type":"module"}');
  await installPacked("server");
  await installPacked("retentbase");
  // Copied, so that nothing beside them in the workspace's store can be found.
  for (const [name, holder] of Object.entries(registryDependencies)) {
    await cp(await realpath(join(packages, holder, "node_modules", name)), installed(name), {
      recursive: true,
    });
  }
});

afterAll(() => rm(project, { recursive: true, force: true }));

/** Unpacks what would be published of one of our packages. */
async function installPacked(name: string): Promise<void> {
  const folder = join(project, "packed", name);
  await mkdir(folder, { recursive: true });
  const options = { shell: process.platform === "win32" };
  await run("pnpm", ["pack", "--pack-destination", folder], { ...options, cwd: join(packages, name) });
  const [tarball = ""] = await readdir(folder);
  await run("tar", ["-xzf", tarball], { ...options, cwd: folder });
  const target = installed(`@retent/${name}`);
  await mkdir(dirname(target), { recursive: true });
  await rename(join(folder, "package"), target);
}

/** Everything that comes along with a package. */
async function dependenciesOf(name: string, found = new Set<string>()): Promise<Set<string>> {
  if (found.has(name)) return found;
  found.add(name);
  for (const dependency of Object.keys((await manifestOf(name)).dependencies ?? {})) {
    await dependenciesOf(dependency, found);
  }
  return found;
}

/** What a plain JavaScript module of the project prints. */
async function printedBy(module: string): Promise<unknown> {
  const file = join(project, "main.js");
  await writeFile(file, module);
  return JSON.parse((await run(process.execPath, [file], { cwd: project })).stdout);
}

describe.each(["server", "retentbase"])("the packed %s", (name) => {
  test("holds what was built, its manifest, README and license, and nothing else", async () => {
    const entries = await readdir(installed(`@retent/${name}`), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(installed(`@retent/${name}`).length + 1))
      .map((path) => path.replaceAll("\\", "/"));
    expect(files).toContain("dist/index.js");
    const strangers = files.filter((path) => {
      if (["package.json", "README.md", "LICENSE", "openapi.json"].includes(path)) return false;
      return !/^dist\/.*\.(js|d\.ts)$/.test(path) || /(^|\/)tests?\/|\.test\./.test(path);
    });
    expect(strangers).toEqual([]);
  });

  test("asks for no package of the workspace, and for no peer that is not optional", async () => {
    const manifest = await manifestOf(`@retent/${name}`);
    const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = manifest;
    const ranges = Object.values({ ...dependencies, ...peerDependencies });
    expect(ranges.filter((range) => !/^\^\d/.test(range))).toEqual([]);
    const needed = Object.keys(peerDependencies).filter((peer) => !peerDependenciesMeta[peer]?.optional);
    expect(needed).toEqual([]);
  });
});

describe("an installed server", () => {
  test("brings at most six packages, and no framework, database driver, payment library or logger", async () => {
    const closure = await dependenciesOf("@retent/server");
    expect(closure).toEqual(
      new Set(["@retent/server", "@retent/retentbase", ...Object.keys(registryDependencies)]),
    );
    expect(closure.size).toBeLessThanOrEqual(6);
    for (const name of ["express", "pg", "standardwebhooks", "stripe", "pino"])
      expect(closure).not.toContain(name);
  });

  test("is imported by plain JavaScript and answers", async () => {
    const printed = await printedBy(`
      import { createRetent } from "@retent/server";
      import { toExpress } from "@retent/server/express";
      import { toNode } from "@retent/server/node";
      import { createSqliteStore } from "@retent/server/sqlite";

      const store = createSqliteStore({ file: ":memory:" });
      const retent = createRetent({
        apiKey: "rb_key_of_a_packed_install",
        resultToken: { secret: "a signing secret of a packed install", audience: "ws_1" },
        publicUrl: "https://shop.example/api/retent",
        identify: () => null,
        store,
      });
      const { status } = await retent.fetch(new Request(retent.publicUrl + "/health"));
      console.log(JSON.stringify({ status, adapters: [typeof toExpress(retent), typeof toNode(retent)] }));
      await store.close();
    `);
    expect(printed).toEqual({ status: 200, adapters: ["function", "function"] });
  });

  test("says that the package stripe is missing, once billing by Stripe is asked for", async () => {
    const printed = await printedBy(`
      const failure = await import("@retent/server/stripe").catch(({ code, message }) => ({ code, message }));
      console.log(JSON.stringify(failure));
    `);
    expect(printed).toEqual({
      code: "ERR_MODULE_NOT_FOUND",
      message: expect.stringContaining("Cannot find package 'stripe'"),
    });
  });

  test("says what to install for PostgreSQL, once a store in it is asked for", async () => {
    const printed = await printedBy(`
      import { createPostgresStore } from "@retent/server/postgres";

      const failure = await createPostgresStore({}).catch(({ name, message }) => ({ name, message }));
      console.log(JSON.stringify(failure));
    `);
    expect(printed).toEqual({ name: "StoreError", message: expect.stringContaining("npm install pg") });
  });

  test("says what to install for notifications", async () => {
    const printed = await printedBy(`
      const failure = await import("@retent/server/notifications").catch(({ message }) => message);
      console.log(JSON.stringify(failure));
    `);
    expect(printed).toContain("npm install standardwebhooks");
  });
});
