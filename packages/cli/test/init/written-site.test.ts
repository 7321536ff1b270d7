import { createEmulator } from "@retent/emulator";
import { findFreePort } from "@retent/test-support/ports";
import { expect, onTestFinished, test } from "vitest";
import { startChild } from "../child-server.ts";
import { createProject, dependsOn } from "./temporary-project.ts";

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
