import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { fromRoot } from "@retent/test-support/tools";
import { afterEach, expect, test } from "vitest";
import { readEnvironment } from "../src/command.ts";

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

test("wrangler itself takes the folder: a dry run builds the Worker, with the object bound to it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "retent-deploy-"));
  folders.push(folder);
  await cp(fromRoot("deploy/cloudflare"), folder, { recursive: true });
  await mkdir(join(folder, "node_modules/@retent"), { recursive: true });
  await symlink(fromRoot("packages/cloudflare"), join(folder, "node_modules/@retent/cloudflare"));
  const wrangler = fromRoot("packages/cloudflare/node_modules/wrangler/bin/wrangler.js");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [wrangler, "deploy", "--dry-run", "--outdir", "built"],
    {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, WRANGLER_SEND_METRICS: "false", CI: "1" },
    },
  );
  expect(stdout).toMatch(/env\.CANCELLATIONS \(Cancellations\)\s+Durable Object/);
  const built = await readFile(join(folder, "built/worker.js"), "utf8");
  expect(built).toContain("CANCELLATIONS");
});

test("the variables that it asks for are all that a Worker needs", async () => {
  const { cloudflare } = JSON.parse(await readFile(fromRoot("deploy/cloudflare/package.json"), "utf8"));
  const example = await readFile(fromRoot("deploy/cloudflare/.dev.vars.example"), "utf8");
  const names = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(names.toSorted()).toEqual(Object.keys(cloudflare.bindings).toSorted());
  const values = {
    RETENTBASE_API_KEY: "rb_key_of_these_tests_4f1c9a",
    RETENTBASE_SIGNING_SECRET: "signing_secret_of_these_tests_0123456789",
    RETENT_PUBLIC_URL: "https://retent.shop.example",
    RETENT_SITE_ORIGINS: "https://shop.example",
    RETENT_IDENTITY_JWKS_URL: "https://sign-in.shop.example/jwks.json",
    RETENT_SETTLE: "manual",
  };
  expect(Object.keys(values).toSorted()).toEqual(names.toSorted());
  expect(readEnvironment(values).options.publicUrl).toBe("https://retent.shop.example/api");
});
