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

/**
 * An empty project for Express, and a way to start its site once `init` has run, with the variables of its
 * `.env.example`.
 */
function createSite() {
  const project = createProject(dependsOn("express"));
  project.install();
  const startSite = (others: Record<string, string>) => {
    const lines = project.read(".env.example").match(/^[A-Z_]+=.*$/gm) ?? [];
    const documented = Object.fromEntries(lines.map((line) => line.split("=", 2) as [string, string]));
    const env = { ...documented, RETENT_DATABASE_URL: "sqlite::memory:", ...others };
    const child = startChild([], env, `${project.folder}/server.js`);
    onTestFinished(async () => {
      child.process.kill("SIGKILL");
      await child.exited;
    });
    return child;
  };
  return { project, startSite };
}

/** The site of an empty project on an emulator of its own, after a change to what was written. */
async function startChangedSite(change: (source: string) => string, others: Record<string, string> = {}) {
  const emulator = await createEmulator({ port: 0 });
  onTestFinished(() => emulator.close());
  const { project, startSite } = createSite();
  const publicUrl = `http://localhost:${await findFreePort()}`;
  await project.init(["--yes", "--public-url", publicUrl]);
  project.write("retent.js", change(project.read("retent.js")));
  const child = startSite({
    RETENTBASE_API_URL: emulator.url,
    RETENTBASE_CANCEL_URL: emulator.url,
    ...others,
  });
  return { child, publicUrl, base: `${publicUrl}/api/retent` };
}

const sameOrigin = { "sec-fetch-site": "same-origin" };

/** Leaves on the plain page, as a browser without script does; answers the receipt. */
async function leave(base: string): Promise<string> {
  const started = await fetch(`${base}/cancel-link`, {
    method: "POST",
    headers: { ...sameOrigin, "content-type": "application/json" },
    body: JSON.stringify({ mode: "direct" }),
  });
  const { eventId } = (await started.json()) as { eventId: string };
  const cookie = started.headers
    .getSetCookie()
    .map((each) => each.split(";", 1)[0])
    .join("; ");
  const confirmed = await fetch(`${base}/cancel`, {
    method: "POST",
    headers: { ...sameOrigin, cookie },
    body: new URLSearchParams({ event: eventId }),
  });
  return confirmed.text();
}

/** The line of the terminal that holds a text. */
const lineWith = (output: string, text: string) => output.split("\n").filter((line) => line.includes(text));

test("until applyDecision is filled in, the customer's cancellation is received and the terminal names applyDecision", async () => {
  const { child, publicUrl, base } = await startChangedSite((source) => source);
  await child.printed(publicUrl);
  const receipt = await leave(base);
  expect(receipt).toContain("We have received your cancellation");
  expect(receipt).not.toMatch(/cancelled|ends on/);
  await child.printed("applyDecision");
  expect(lineWith(child.output(), "applyDecision is not filled in yet")).toEqual([
    expect.stringMatching(
      /^retent: onResult failed and will be called again \(event [\w-]+, attempt 1\): applyDecision/,
    ),
  ]);
});

test("a wrong key is reported in one line of the terminal", async () => {
  const { child, publicUrl, base } = await startChangedSite((source) => source, {
    RETENTBASE_API_KEY: "a-wrong-key-1f",
  });
  await child.printed(publicUrl);
  const headers = { ...sameOrigin, "content-type": "application/json" };
  const link = await fetch(`${base}/cancel-link`, { method: "POST", headers, body: "{}" });
  expect(await link.json()).toMatchObject({ fallback: "rejected" });
  await child.printed("RetentBase refuses the API key");
  expect(lineWith(child.output(), "API key")).toEqual([
    expect.stringMatching(/^retent: RetentBase refuses the API key \(401 unauthorized\).*RETENTBASE_API_KEY/),
  ]);
  expect(child.output()).not.toContain("a-wrong-key-1f");
});

test("a findCustomer that throws is reported in one line of the terminal", async () => {
  const { child, publicUrl, base } = await startChangedSite((source) =>
    source.replace("return request.user ?", 'throw new Error("no session store"); return request.user ?'),
  );
  await child.printed(publicUrl);
  const headers = { ...sameOrigin, "content-type": "application/json" };
  expect((await fetch(`${base}/cancel-link`, { method: "POST", headers, body: "{}" })).status).toBe(500);
  await child.printed("no session store");
  expect(lineWith(child.output(), "no session store")).toEqual([
    "retent: identify failed, so the customer could not go on: no session store",
  ]);
});

test("a port that is in use is reported, and ends the site; PORT chooses another", async () => {
  const first = await startChangedSite((source) => source);
  await first.child.printed(first.publicUrl);
  const { port } = new URL(first.publicUrl);
  const second = await startChangedSite((source) => source, { PORT: port });
  expect(await second.child.exited).toBe(1);
  expect(second.child.output()).toContain(`Port ${port} is in use`);
});

test("PORT is enough to move the site of an empty project, and a click there continues", async () => {
  const emulator = await createEmulator({ port: 0 });
  onTestFinished(() => emulator.close());
  const { project, startSite } = createSite();
  await project.init(["--yes"]);
  const port = await findFreePort();
  const child = startSite({
    PORT: String(port),
    RETENTBASE_API_URL: emulator.url,
    RETENTBASE_CANCEL_URL: emulator.url,
  });
  const site = `http://localhost:${port}`;
  await child.printed(`The account page: ${site}/`);
  const headers = { "content-type": "application/json", origin: site };
  const link = await fetch(`${site}/api/retent/cancel-link`, { method: "POST", headers, body: "{}" });
  expect(await link.json()).toMatchObject({ url: expect.stringContaining(emulator.url) });
});

test("RETENT_PUBLIC_URL overrides PORT, e.g. behind a proxy", async () => {
  const { project, startSite } = createSite();
  await project.init(["--yes"]);
  const child = startSite({
    PORT: String(await findFreePort()),
    RETENT_PUBLIC_URL: "https://account.shop.example",
  });
  await child.printed("The account page: https://account.shop.example/");
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

test.each<[string, Record<string, string>, RegExp]>([
  ["a port that is too high", { PORT: "99999" }, /^PORT must be a number from 1 to 65535\n$/],
  ["a port that is a word", { PORT: "abc" }, /^PORT must be a number from 1 to 65535\n$/],
  ["no port at all", { PORT: "0" }, /^PORT must be a number from 1 to 65535\n$/],
  ["an empty key", { RETENTBASE_API_KEY: "" }, /^createRetent: apiKey: .+\n$/],
  ["a public URL without http", { RETENT_PUBLIC_URL: "localhost:3000" }, /^createRetent: publicUrl: .+\n$/],
  ["a database that can't be written", { RETENT_DATABASE_URL: "sqlite:/dev/null/x.db" }, /^store: .+\n$/],
  [
    "another kind of database",
    { RETENT_DATABASE_URL: "postgres://me:hunter2@db/x" },
    /: write sqlite:FILE.+\n$/,
  ],
])("the site of an empty project ends with one line for %s", async (_, others, line) => {
  const { project, startSite } = createSite();
  await project.init(["--yes"]);
  const child = startSite(others);
  expect(await child.exited).toBe(1);
  expect(child.output()).toMatch(line);
  expect(child.output().trimEnd().split("\n")).toHaveLength(1);
  expect(child.output()).not.toContain("hunter2");
});

test("the site of an empty project shows the place of a mistake in its code", async () => {
  const { project, startSite } = createSite();
  await project.init(["--yes"]);
  project.write("retent.js", `${project.read("retent.js")}\nundefinedFunction();\n`);
  const child = startSite({});
  expect(await child.exited).toBe(1);
  expect(child.output()).toMatch(/undefinedFunction is not defined\n +at .*retent\.js:\d+/);
});

test("unusable variables are named, without their values", async () => {
  const project = createProject(dependsOn("express"));
  project.install();
  await project.init(["--yes", "--folder", "."]);
  const unset = startChild([], { RETENT_DATABASE_URL: "sqlite::memory:" }, `${project.folder}/retent.js`);
  expect(await unset.exited).toBe(1);
  for (const option of ["apiKey", "resultToken.secret"]) expect(unset.output()).toContain(option);
  const wrong = startChild(
    [],
    { RETENT_DATABASE_URL: "postgres://me:hunter2@db/x" },
    `${project.folder}/retent.js`,
  );
  expect(await wrong.exited).toBe(1);
  expect(wrong.output()).toContain("RETENT_DATABASE_URL: write sqlite:FILE");
  expect(wrong.output()).not.toContain("hunter2");
});

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
