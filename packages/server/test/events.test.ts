import { describe, expect, test } from "vitest";
import { answer } from "./fake-retentbase.ts";
import { startServer } from "./server-under-test.ts";

describe("events", () => {
  test("never hold the hosted page's URL, also not of an answer that can't be used", async () => {
    const { startFlow, retentbase, events } = await startServer();
    const url = "https://cancel.retentbase.com/c/secret_of_link";
    retentbase.reply(
      "link",
      answer(200, { url, expires_at: "2026-03-01T00:30:00Z", environment: "sandbox" }),
    );
    await startFlow();
    expect(JSON.stringify(events)).not.toContain("secret_of_link");
  });

  test("never hold the customer's own words, also not of diagnostics that can't be used", async () => {
    const { startFlow, browser, retentbase, events } = await startServer();
    await startFlow();
    const session = { status: "completed", user_id: "user_1", reason_text: "I am ill." };
    retentbase.reply("session", answer(200, session));
    await browser.postForm("/return");
    expect(JSON.stringify(events)).not.toContain("I am ill.");
  });
});
