import { createEmulator, type Emulator } from "@retent/emulator";
import { startPostgres } from "@retent/test-support/start-postgres";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { leaveByHosted } from "../../shop/test/leave-by-hosted.ts";
import { createVisitor } from "../../shop/test/visitor.ts";
import vercel from "../vercel.json" with { type: "json" };
import { buildSite, type Site, startOnVercel, startSite } from "./start-site.ts";

const { crons } = vercel;

let emulator: Emulator;
let site: Site;
let visitor: ReturnType<typeof createVisitor>;

beforeAll(async () => {
  await buildSite();
  emulator = await createEmulator({ port: 0 });
  site = await startSite(emulator);
}, 180_000);

afterAll(async () => {
  await site?.stop();
  await emulator?.close();
});

beforeEach(() => {
  visitor = createVisitor(site.url, fetch);
});

test("a customer cancels without script, the page says when it ends, and RetentBase learns of it", async () => {
  expect(await (await visitor.get("/")).text()).not.toContain("<retent-cancel-button");
  expect((await visitor.postForm("/sign-in")).status).toBe(303);
  expect(await (await visitor.get("/")).text()).toContain("<retent-cancel-button");

  const link = await visitor.postForm("/api/retent/cancel-link");
  expect(link.status).toBe(303);
  const token = await leaveByHosted(link.headers.get("location") ?? "", `${site.url}/api/retent/return`);
  const result = await (await visitor.postJson("/api/retent/result", { token })).json();
  expect(result).toMatchObject({ status: "settled", outcome: "churned" });

  expect(await (await visitor.get("/")).text()).toContain("Ends on ");
  await expect
    .poll(() => emulator.state().events)
    .toMatchObject([{ outcome: "churned", reasonKey: "too_expensive" }]);
});

test("there is no link without signing in, or with a session that was made up", async () => {
  expect((await visitor.postJson("/api/retent/cancel-link", {})).status).toBe(401);
  const headers = {
    "content-type": "application/json",
    cookie: "session=eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1In0.",
  };
  const forged = await fetch(`${site.url}/api/retent/cancel-link`, { method: "POST", headers, body: "{}" });
  expect(forged.status).toBe(401);
});

test("the other methods of the cancel routes are answered by Retent", async () => {
  const send = (path: string, method: string) => fetch(`${site.url}/api/retent${path}`, { method });
  expect((await send("/button.js", "HEAD")).headers.get("content-type")).toContain("text/javascript");
  expect((await send("/cancel-link", "OPTIONS")).headers.get("allow")).toBe("GET, HEAD, POST, OPTIONS");
  expect(await (await send("/nothing", "GET")).json()).toMatchObject({ code: "not_found" });
});

test("on Vercel the process freezes after each response, and RetentBase learns of the outcome all the same", async () => {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.remove());
  const cronSecret = "secret_of_the_timer_of_this_test";
  const host = await startOnVercel(emulator, await postgres.createDatabase(), cronSecret);
  onTestFinished(() => host.stop());
  const onVercel = createVisitor(host.url, fetch);
  await onVercel.postForm("/sign-in");
  await host.frozen();
  const link = await onVercel.postForm("/api/retent/cancel-link");
  await host.frozen();
  const events = emulator.state().events.length;
  const token = await leaveByHosted(link.headers.get("location") ?? "", `${host.url}/api/retent/return`);
  const result = await (await onVercel.postJson("/api/retent/result", { token })).json();
  expect(result).toMatchObject({ status: "settled", outcome: "churned" });
  await host.frozen();
  expect(emulator.state().events.slice(events)).toMatchObject([{ outcome: "churned" }]);

  const drain = `${host.url}${crons[0]?.path}`;
  expect((await fetch(drain)).status).toBe(401);
  const timer = await fetch(drain, { headers: { authorization: `Bearer ${cronSecret}` } });
  expect(await timer.json()).toMatchObject({ done: 0 });
}, 120_000);

test("below a base path and with slashes at the end, a customer cancels all the same", async () => {
  await site.stop();
  await buildSite("/shop");
  site = await startSite(emulator, "/shop");
  visitor = createVisitor(site.url, fetch);
  expect((await visitor.postForm("/sign-in/")).status).toBe(303);
  // Next.js sends every address on to the one with a slash.
  expect((await visitor.postForm("/api/retent/cancel-link")).headers.get("location")).toBe(
    "/shop/api/retent/cancel-link/",
  );
  const link = await visitor.postForm("/api/retent/cancel-link/");
  expect(link.status).toBe(303);
  const token = await leaveByHosted(link.headers.get("location") ?? "", `${site.url}/api/retent/return`);
  const result = await (await visitor.postJson("/api/retent/result/", { token })).json();
  expect(result).toMatchObject({ status: "settled", outcome: "churned" });
}, 180_000);
