import { createEmulator, type Emulator } from "@retent/emulator";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createVisitor } from "../../shop/test/visitor.ts";
import { buildSite, type Site, startSite } from "./start-site.ts";

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

/** The customer's way through the hosted page; answers the token in the return URL's fragment. */
async function leave(hostedUrl: string): Promise<string> {
  const post = (path: string, fields: Record<string, string>) =>
    fetch(hostedUrl + path, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  await post("", { reason: "too_expensive" });
  await post("/offer", { choice: "decline" });
  const { headers } = await post("/confirm", {});
  const target = new URL(headers.get("location") ?? "");
  expect(target.href.startsWith(`${site.url}/api/retent/return#`)).toBe(true);
  return new URLSearchParams(target.hash.slice(1)).get("ci_result_token") ?? "";
}

test("a customer cancels without script, the page says when it ends, and RetentBase learns of it", async () => {
  expect(await (await visitor.get("/")).text()).not.toContain("<retent-cancel-button");
  expect((await visitor.postForm("/sign-in")).status).toBe(303);
  expect(await (await visitor.get("/")).text()).toContain("<retent-cancel-button");

  const link = await visitor.postForm("/api/retent/cancel-link");
  expect(link.status).toBe(303);
  const token = await leave(link.headers.get("location") ?? "");
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
  expect((await send("/cancel-link", "OPTIONS")).headers.get("allow")).toBe("POST, OPTIONS");
  expect(await (await send("/nothing", "GET")).json()).toMatchObject({ code: "not_found" });
});

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
  const token = await leave(link.headers.get("location") ?? "");
  const result = await (await visitor.postJson("/api/retent/result/", { token })).json();
  expect(result).toMatchObject({ status: "settled", outcome: "churned" });
}, 180_000);
