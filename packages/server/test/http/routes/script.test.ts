import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { publicUrl, startServer } from "../../server-under-test.ts";

test("the button's script can be loaded and checked by pages of any origin", async () => {
  const { browser } = await startServer();
  const response = await browser.get("/button.js", { origin: "https://anywhere.example" });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(response.headers.get("access-control-allow-credentials")).toBeNull();
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("cache-control")).not.toContain("no-store");
  expect(await response.text()).toContain("retent-cancel-button");
});

test.each(["/hints.js", "/debug-panel.js", "/languages/de.js"])(
  "what it loads is beside it: %s",
  async (path) => {
    const { browser } = await startServer();
    const response = await browser.get(path);
    expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(response.headers.get("etag")).toMatch(/^"[^"]+"$/);
    expect(await response.text()).toContain("export{");
  },
);

test("its ETag is strong and follows from its content", async () => {
  const { browser } = await startServer();
  const response = await browser.get("/button.js");
  const etag = response.headers.get("etag");
  expect(etag).toMatch(/^"[^"]+"$/);
  const hash = createHash("sha256")
    .update(await response.text())
    .digest();
  expect([hash.toString("base64url"), hash.toString("base64"), hash.toString("hex")]).toContain(
    etag?.slice(1, -1),
  );
});

test("a browser that has it already is not sent it again", async () => {
  const { browser } = await startServer();
  const etag = (await browser.get("/button.js")).headers.get("etag") ?? "";
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const response = await browser.get("/button.js", { "if-none-match": known });
    expect(response.status).toBe(304);
    expect(await response.text()).toBe("");
    expect(response.headers.get("etag")).toBe(etag);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
  }
  expect((await browser.get("/button.js", { "if-none-match": '"other"' })).status).toBe(200);
});

test("beside it the server says where it is, which no copy on another host does", async () => {
  const { browser } = await startServer();
  const response = await browser.get("/server.js", { origin: "https://anywhere.example" });
  expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(await response.text()).toBe(`export const endpoint = "${publicUrl}";\n`);
});

test("each language is a script of its own beside it, and nothing else is there", async () => {
  const { browser } = await startServer();
  for (const language of ["de", "ja", "zh-hant"]) {
    const response = await browser.get(`/languages/${language}.js`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
  }
  expect(await (await browser.get("/languages/de.js")).text()).toContain("Abo kündigen");
  for (const path of [
    "/languages/en.js",
    "/languages/",
    "/languages/../button.js",
    "/languages/constructor",
  ]) {
    expect((await browser.get(path)).status).not.toBe(500);
  }
  expect((await browser.get("/languages/en.js")).status).toBe(404);
});

test("the bytes of each script are those whose hash the package publishes", async () => {
  const { browser } = await startServer();
  const published = fileURLToPath(import.meta.resolve("@retent/cancel-button/integrity.json"));
  const hashes: Record<string, string> = JSON.parse(readFileSync(published, "utf8"));
  expect(Object.keys(hashes)).toHaveLength(38);
  for (const [path, hash] of Object.entries(hashes)) {
    const served = Buffer.from(await (await browser.get(`/${path}`)).arrayBuffer());
    expect(`sha384-${createHash("sha384").update(served).digest("base64")}`).toBe(hash);
  }
});
