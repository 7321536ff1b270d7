import { once } from "node:events";
import { findFreePort } from "@retent/test-support/ports";
import { expect, startShop, test } from "./shop.ts";

const good = {
  RETENTBASE_API_KEY: "a-key-of-this-test",
  RETENTBASE_SIGNING_SECRET: "a signing secret with more than 32 bytes",
  RETENTBASE_WORKSPACE_KEY: "a-workspace",
  DATABASE_FILE: ":memory:",
};

const wrong: [string, Record<string, string>, RegExp][] = [
  ["a missing API key", { RETENTBASE_API_KEY: "" }, /apiKey: .*API key/],
  ["a short secret", { RETENTBASE_SIGNING_SECRET: "short" }, /resultToken\.secret: .*32 bytes/],
  ["a bad URL", { RETENTBASE_API_URL: "localhost:4010" }, /apiUrl: .*http\(s\) URL/],
  ["plain http beyond this machine", { SITE_URL: "http://shop.example" }, /publicUrl: use https/],
  ["plain http in production", { RETENTBASE_ENVIRONMENT: "prod" }, /publicUrl: use https .*"prod"/],
  [
    "an environment that does not exist",
    { RETENTBASE_ENVIRONMENT: "live" },
    /environment: .*"prod"\|"sandbox"/,
  ],
  [
    "a database that can't be opened",
    { DATABASE_FILE: "/nowhere/retent.db" },
    /store: .*\/nowhere\/retent\.db/,
  ],
];

for (const [what, settings, message] of wrong) {
  test(`${what} stops the start with one line that says what to do`, async () => {
    const shop = startShop({ ...good, PORT: String(await findFreePort()), ...settings });
    let errors = "";
    shop.stderr?.on("data", (chunk) => {
      errors += String(chunk);
    });
    const [status] = await once(shop, "close");
    expect(status).toBe(1);
    expect(errors).toMatch(message);
    expect(errors.trimEnd().split("\n")).toHaveLength(1);
    expect(errors).not.toContain(good.RETENTBASE_SIGNING_SECRET);
  });
}
