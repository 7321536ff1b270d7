import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { StoreError } from "../../src/store.ts";
import { answer } from "../fake-retentbase.ts";
import { publicUrl, startServer } from "../server-under-test.ts";
import { confirmByMail, declare, french, german, readLink, startDeclared } from "./declaration-form.ts";

interface Operation {
  responses: Record<string, { content?: Record<string, unknown> }>;
}
const file = new URL("../../openapi.json", import.meta.url);
const api = JSON.parse(readFileSync(file, "utf8"));
const { paths } = resolve(api) as { paths: Record<string, Record<string, Operation>> };

/** Puts what a reference leads to in its place (https://spec.openapis.org/oas/v3.1.0#reference-object). */
function resolve(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(resolve);
  if (typeof part !== "object" || part === null) return part;
  if ("$ref" in part) return resolve(follow(String(part.$ref)));
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, resolve(value)]));
}

function follow(reference: string): unknown {
  const names = reference.replace(/^#\//, "").split("/");
  const target = names.reduce((parent, name) => parent?.[name], api);
  if (target === undefined) throw new Error(`${reference} leads nowhere`);
  return target;
}

/** Fails unless the file names this answer's status and content type. */
function expectDescribed(method: string, path: string, response: Response): void {
  const { responses } = paths[path]?.[method.toLowerCase()] ?? { responses: {} };
  const described = responses[response.status] ?? responses[`${Math.floor(response.status / 100)}XX`];
  expect(described, `${method} ${path} ${response.status}`).toBeDefined();
  if (!response.body) return;
  const [type] = response.headers.get("content-type")?.split(";") ?? [];
  if (type !== undefined) expect(Object.keys(described?.content ?? {})).toContain(type);
}

const people = { accept: "text/html", "sec-fetch-site": "same-origin" };
const form = { ...people, "content-type": "application/x-www-form-urlencoded" };
const programs = { "content-type": "application/json", "sec-fetch-site": "same-origin" };

test.each<[number, string, string, RequestInit]>([
  [200, "POST", "/cancel-link", { headers: programs, body: "{}" }],
  [303, "POST", "/cancel-link", { headers: form, body: "" }],
  [415, "POST", "/cancel-link", { headers: { ...people, "content-type": "text/plain" }, body: "" }],
  [200, "GET", "/return", { headers: people }],
  [403, "POST", "/return", { headers: form, body: "" }],
  [400, "POST", "/result", { headers: programs, body: '{"token": "x"}' }],
  [415, "POST", "/result", { headers: form, body: "" }],
  [200, "GET", "/cancel", { headers: people }],
  [400, "POST", "/cancel", { headers: form, body: "event=" }],
  [303, "GET", "/choose", { headers: people }],
  [303, "POST", "/choose", { headers: form, body: "" }],
  [200, "GET", "/keep", { headers: people }],
  [200, "POST", "/keep", { headers: form, body: "" }],
  [200, "GET", "/button.js", {}],
  [200, "GET", "/debug", {}],
  [200, "POST", "/debug", { headers: programs, body: "{}" }],
  [415, "POST", "/debug", { headers: form, body: "" }],
  [200, "GET", "/health", {}],
  [304, "GET", "/button.js", { headers: { "if-none-match": "*" } }],
  [401, "GET", "/health?deep=1", { headers: programs }],
  [401, "GET", "/health?deep=1", { headers: people }],
  [401, "GET", "/admin", { headers: people }],
  [401, "GET", "/admin/setup", { headers: people }],
])("%i to %s %s is described", async (status, method, path, init) => {
  const { browser } = await startServer({ healthToken: "health_token_of_these_tests_5Yq1" });
  const response = await browser.send(path, { method, ...init });
  expect(response.status).toBe(status);
  expectDescribed(method, path.split("?")[0] ?? "", response);
});

const session = {
  session_id: "cs_1",
  status: "open",
  environment: "sandbox",
  created_at: "2026-03-01T00:00:00Z",
  expires_at: "2026-03-01T00:30:00Z",
  user_id: "user_1",
};

test.each([
  ["200", "script of a customer who has not finished", "postJson", answer(200, session)],
  ["303", "a customer who has not finished", "postForm", answer(200, session)],
  ["303", "a customer who can't be looked up", "postForm", answer(503, {})],
] as const)("%s to POST /return of %s is described", async (status, _, post, reply) => {
  const { browser, startFlow, retentbase } = await startServer();
  await startFlow();
  retentbase.reply("session", reply);
  const response = await browser[post]("/return", {});
  expect(String(response.status)).toBe(status);
  expectDescribed("POST", "/return", response);
});

describe("declarations", () => {
  test.each([
    [200, "of a summary", { ...french, step: "summary" }],
    [303, "on to the receipt", german],
    [422, "of a form with a mistake", { ...german, email: "ada" }],
    [400, "for a law that is not offered", { ...german, preset: "es" }],
  ])("%i %s is described", async (status, _, fields) => {
    const response = await declare(await startDeclared(), fields);
    expect(response.status).toBe(status);
    expectDescribed("POST", "/declaration", response);
  });

  test("have a receipt and a way to confirm them that are described", async () => {
    const server = await startDeclared();
    const sent = await declare(server, german);
    const receipt = await server.browser.get(new URL(sent.headers.get("location") ?? "", publicUrl).href);
    expect(receipt.status).toBe(200);
    expectDescribed("GET", "/declaration", receipt);
    const confirmed = await confirmByMail(server);
    expect(confirmed.status).toBe(200);
    expectDescribed("POST", "/declaration/confirm", confirmed);
    const asked = await server.browser.get(readLink(server.mails[0]));
    expectDescribed("GET", "/declaration/confirm", asked);
    expectDescribed("GET", "/declaration", await server.browser.get("/declaration?id=1&key=2"));
  });

  test("are a check of the deep health that is described", async () => {
    const healthToken = "health_token_of_these_tests_5Yq1";
    const server = await startDeclared({ healthToken });
    const response = await server.browser.get("/health?deep=1", { authorization: `Bearer ${healthToken}` });
    const { checks } = (await response.json()) as { checks: { declarations: object } };
    const { properties } = api.components.schemas.Health.properties.checks.properties.declarations;
    expect(Object.keys(properties)).toEqual(Object.keys(checks.declarations));
  });
});

test("503 to the deep health check is described", async () => {
  const healthToken = "health_token_of_these_tests_5Yq1";
  const { browser, store } = await startServer({ healthToken });
  store.check = () => Promise.reject(new StoreError("unavailable", "the disk is full"));
  const response = await browser.get("/health?deep=1", { authorization: `Bearer ${healthToken}` });
  expect(response.status).toBe(503);
  expectDescribed("GET", "/health", response);
});

test.each(Object.keys(paths))("%s takes the methods that are described, and no other", async (path) => {
  const { browser } = await startDeclared({
    healthToken: "health_token_of_these_tests_5Yq1",
    billing: {
      webhook: { path: path.endsWith("/webhook") ? path : "/stripe/webhook", read: async () => null },
      portal: async () => null,
      readSettlement: () => Promise.reject(new Error("nothing is posted")),
    },
  });
  const response = await browser.send(path, { method: "DELETE" });
  const taken = response.headers.get("allow")?.split(", ") ?? [];
  const methods = taken.filter((method) => method === "GET" || method === "POST");
  expect(methods.map((method) => method.toLowerCase()).sort()).toEqual(Object.keys(paths[path] ?? {}).sort());
});
