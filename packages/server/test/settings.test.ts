import { describe, expect, test } from "vitest";
import { createRetent } from "../src/create-retent.ts";
import { createSqliteStore } from "../src/stores/sqlite/sqlite-store.ts";
import { apiKey, publicUrl, startServer } from "./server-under-test.ts";
import { signingSecret } from "./signed-token.ts";

const store = createSqliteStore({ file: ":memory:" });

describe("options", () => {
  const good = () => ({
    apiKey,
    resultToken: { secret: signingSecret },
    publicUrl,
    identify: () => null,
    store,
  });

  test("a claim name that there is not is refused", () => {
    const resultToken = { secret: signingSecret, claims: { userid: "uid" } };
    expect(() => createRetent({ ...good(), resultToken } as never)).toThrow(/resultToken\.claims\.userid/);
  });

  test.each([
    ["with a line break from pasting", `${signingSecret}\n`],
    ["of one character", "a".repeat(64)],
    ["of nothing but spaces", " ".repeat(64)],
  ])("a secret %s is refused", (_, secret) => {
    expect(() => createRetent({ ...good(), resultToken: { secret } })).toThrow(/resultToken\.secret: /);
  });

  test("a public URL that no path would match is refused", () => {
    const build = () => createRetent({ ...good(), publicUrl: "https://shop.example//api/retent" });
    expect(build).toThrow(/publicUrl: remove the doubled slash/);
  });

  test("all faults are named at once, whichever part finds them", () => {
    const options = {
      ...good(),
      apiKey: "a key",
      resultToken: { secret: "short" },
      publicUrl: "http://shop.example",
      colour: "red",
    };
    let message = "";
    try {
      createRetent(options as never);
    } catch (error) {
      message = (error as Error).message;
    }
    for (const name of ["apiKey: ", "resultToken.secret: ", "publicUrl: ", "colour: "]) {
      expect(message).toContain(name);
    }
  });
});

describe("event ids", () => {
  test("that are taken already are not handed out", async () => {
    const ids = ["ev_taken_1", "ev_taken_1"];
    const { startFlow, session } = await startServer({ newId: () => ids.shift() ?? crypto.randomUUID() });
    await startFlow();
    session.customer = { userId: "user_2" };
    const second = await startFlow().catch(() => undefined);
    expect(second?.eventId).not.toBe("ev_taken_1");
  });

  test("of the host app's own making work on the plain page", async () => {
    let ids = 0;
    const { browser } = await startServer({ newId: () => `ev:${++ids}` });
    const page = await (await browser.get("/cancel")).text();
    const event = /name="event" value="([^"]+)"/.exec(page)?.[1] ?? "";
    expect((await browser.postForm("/cancel", { event })).status).toBe(303);
  });
});
