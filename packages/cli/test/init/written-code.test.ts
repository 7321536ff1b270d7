import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createEmulator } from "@retent/emulator";
import { findFreePort } from "@retent/test-support/ports";
import { expect, onTestFinished, test } from "vitest";
import { startChild } from "../child-server.ts";
import { createProject, dependsOn } from "./temporary-project.ts";

const tsc = fileURLToPath(new URL("../../../../node_modules/typescript/bin/tsc", import.meta.url));

const strict = {
  strict: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  target: "ES2023",
  types: ["node"],
};
const forNode = {
  ...strict,
  noPropertyAccessFromIndexSignature: true,
  module: "NodeNext",
  verbatimModuleSyntax: true,
  lib: ["ES2024"],
  rootDir: "src",
  outDir: "dist",
};
const forNext = { ...strict, module: "ESNext", moduleResolution: "bundler", jsx: "preserve", noEmit: true };
const configure = (compilerOptions: object) =>
  JSON.stringify({ compilerOptions, include: ["**/*.ts", "**/*.tsx"] });

async function compile(folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, "--project", folder]).catch(
    (error) => error,
  );
  return stdout;
}

const expressMain = `import express from "express";
import { retent, retentRoutes } from "./retent.js";
const app = express();
app.use("/api/retent", retentRoutes);
retent.start();
app.listen(Number(process.env["PORT"]), "127.0.0.1", () => console.log("listening"));
`;
const honoMain = `import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { retent, retentRoutes } from "./retent.js";
const app = new Hono();
app.route("/api/retent", retentRoutes);
retent.start();
serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env["PORT"]) }, () => console.log("listening"));
`;
const mains = { express: expressMain, hono: honoMain };

/** Starts what was written, with the variables of its \`.env.example\`. */
async function start(envExample: string, main: string, others: Record<string, string> = {}, origin?: string) {
  const port = origin === undefined ? String(await findFreePort()) : new URL(origin).port;
  const variables = envExample.split("\n").filter((line) => /^[A-Z_]+=/.test(line));
  const env = Object.fromEntries(variables.map((line) => line.split("=", 2) as [string, string]));
  const child = startChild(
    [],
    { ...env, RETENT_DATABASE_URL: "sqlite::memory:", PORT: port, ...others },
    main,
  );
  onTestFinished(async () => {
    child.process.kill("SIGKILL");
    await child.exited;
  });
  await child.printed(origin ?? "listening");
  return `${origin ?? `http://127.0.0.1:${port}`}/api/retent`;
}

async function expectItAnswersAndIsClosed(base: string) {
  expect((await fetch(`${base}/health`)).status).toBe(200);
  expect(await (await fetch(`${base}/button.js`)).text()).toContain("retent-cancel-button");
  const headers = { "content-type": "application/json", "sec-fetch-site": "same-origin" };
  const link = await fetch(`${base}/cancel-link`, { method: "POST", headers, body: "{}" });
  expect(link.status).toBe(401);
  expect(await link.json()).toMatchObject({ code: "not_identified" });
}

test.each(["express", "hono"] as const)(
  "TypeScript written for %s compiles, responds, and has no signed-in customer yet",
  async (name) => {
    const project = createProject(dependsOn(name), {
      "tsconfig.json": configure(forNode),
      "src/main.ts": mains[name],
    });
    project.install();
    const { code, stderr } = await project.init(["--yes"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(await compile(project.folder)).toBe("");
    await expectItAnswersAndIsClosed(
      await start(project.read(".env.example"), `${project.folder}/dist/main.js`),
    );
  },
);

test.each(["express", "hono"] as const)(
  "JavaScript written for %s responds, and has no signed-in customer yet",
  async (name) => {
    const project = createProject(dependsOn(name), { "main.js": mains[name] });
    project.install();
    expect(await project.init(["--yes", "--folder", "."])).toMatchObject({ code: 0, stderr: "" });
    await expectItAnswersAndIsClosed(await start(project.read(".env.example"), `${project.folder}/main.js`));
  },
);

test("a CommonJS project gets a module that it can require", async () => {
  const main = expressMain
    .replaceAll(/import (.*) from (".*");/g, "const $1 = require($2);")
    .replace("retent.js", "retent.mjs");
  const project = createProject({ dependencies: { express: "*" } }, { "main.js": main });
  project.install();
  expect(await project.init(["--yes"])).toMatchObject({ code: 0, stderr: "" });
  await expectItAnswersAndIsClosed(await start(project.read(".env.example"), `${project.folder}/main.js`));
});

test("the site of an empty project shows the tag and leads its customer to the emulator", async () => {
  const emulator = await createEmulator({ port: 0 });
  onTestFinished(() => emulator.close());
  const publicUrl = `http://localhost:${await findFreePort()}`;
  const project = createProject(dependsOn("express"));
  project.install();
  await project.init(["--yes", "--public-url", publicUrl]);
  const main = `${project.folder}/server.js`;
  const base = await start(
    project.read(".env.example"),
    main,
    {
      RETENTBASE_API_URL: emulator.url,
      RETENTBASE_CANCEL_URL: emulator.url,
    },
    publicUrl,
  );

  expect(await (await fetch(publicUrl)).text()).toContain("<retent-cancel-button");
  const headers = { "content-type": "application/json", "sec-fetch-site": "same-origin" };
  const link = await fetch(`${base}/cancel-link`, { method: "POST", headers, body: "{}" });
  expect(await link.json()).toMatchObject({ url: expect.stringContaining(emulator.url) });
});

test("the site of an empty project refuses production, in which every visitor would be the same customer", async () => {
  const project = createProject(dependsOn("express"));
  project.install();
  await project.init(["--yes"]);
  const child = startChild(
    [],
    {
      RETENTBASE_ENVIRONMENT: "prod",
      RETENTBASE_API_KEY: "k".repeat(40),
      RETENTBASE_SIGNING_SECRET: "9f2c41d07be8563af1c0d94e27b5a836",
      RETENT_PUBLIC_URL: "https://shop.example",
      RETENT_DATABASE_URL: "sqlite::memory:",
    },
    `${project.folder}/server.js`,
  );
  expect(await child.exited).toBe(1);
  expect(child.output()).toContain("replace that with your own sign-in first");
});

test.each(["express", "hono"] as const)(
  "a server written for %s accepts posts from the port that the site listens on",
  async (name) => {
    const project = createProject(dependsOn(name), { "main.js": mains[name] });
    project.install();
    await project.init(["--yes", "--folder", "."]);
    const base = await start(project.read(".env.example"), `${project.folder}/main.js`);
    const { port } = new URL(base);
    const post = async (origin: string) => {
      const headers = { "content-type": "application/json", origin };
      return (await fetch(`${base}/cancel-link`, { method: "POST", headers, body: "{}" })).status;
    };
    expect(await post(`http://localhost:${port}`)).toBe(401);
    expect(await post("http://localhost:3000")).toBe(403);
  },
);

test.each(["app", "src/app"])(
  "TypeScript written for Next.js with its routes in %s compiles",
  async (app) => {
    const page = `import { RetentCancelButton } from "../lib/retent-cancel-button";
export default function Page() {
  return <RetentCancelButton returnTo="/account" />;
}
`;
    const project = createProject(dependsOn("next"), {
      "tsconfig.json": configure(forNext),
      [`${app}/page.tsx`]: page,
    });
    project.install();
    const { code, stderr } = await project.init(["--yes"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(project.contents()).toHaveProperty([`${app}/api/retent/[...path]/route.ts`]);
    expect(project.contents()).toHaveProperty([`${app === "app" ? "" : "src/"}instrumentation.ts`]);
    expect(await compile(project.folder)).toBe("");
  },
);
