import { createHash } from "node:crypto";
import { createRetent } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import { expect, test } from "vitest";
import { readEnvironment } from "../../src/environment.ts";
import { goodEnvironment, runToEnd } from "../test-host.ts";

test("the tag's integrity is that of the script which the server delivers", async () => {
  const env = { ...goodEnvironment, RETENT_PUBLIC_URL: "https://retent.shop.example" };
  const { code, stdout, stderr } = await runToEnd(["snippet"], env);
  expect([code, stderr]).toEqual([0, ""]);

  const store = createSqliteStore({ file: ":memory:" });
  const retent = createRetent({ ...readEnvironment(env).options, store });
  const served = await retent.fetch(new Request("https://retent.shop.example/api/button.js"), undefined);
  const hash = createHash("sha384")
    .update(await served.text())
    .digest("base64");
  await store.close();
  expect(stdout).toContain(`src="https://retent.shop.example/api/button.js"
  integrity="sha384-${hash}" crossorigin="anonymous"></script>`);
  expect(stdout).toContain("<retent-cancel-button>");
  expect(stdout).toContain('href="https://retent.shop.example/api/cancel" data-retent-cancel>');
});

test("it needs no keys", async () => {
  const { code, stdout } = await runToEnd(["snippet"], { PORT: "9000" });
  expect(code).toBe(0);
  expect(stdout).toContain('src="http://localhost:9000/api/button.js"');
});

test("a public URL that can't be used is named", async () => {
  const { code, stderr } = await runToEnd(["snippet"], { RETENT_PUBLIC_URL: "shop.example" });
  expect(code).toBe(1);
  expect(stderr).toMatch(/\nRETENT_PUBLIC_URL is no http\(s\) URL/);
});
