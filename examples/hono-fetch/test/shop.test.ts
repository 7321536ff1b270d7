import { createEmulator } from "@retent/emulator";
import { expect, onTestFinished, test } from "vitest";
import { createVisitor } from "../../shop/test/visitor.ts";
import { createShop } from "../src/shop.ts";

const siteUrl = "http://localhost:3000";

async function openShop() {
  const emulator = await createEmulator({ port: 0 });
  onTestFinished(() => emulator.close());
  const { apiKey, signingSecret, workspaceKey, url } = emulator;
  const shop = createShop({
    ...{ siteUrl, apiKey, signingSecret, workspaceKey, hosts: { apiUrl: url, cancelUrl: url } },
    sessionSecret: "a session secret of this test",
    databaseFile: ":memory:",
  });
  return { emulator, shop, visitor: createVisitor(siteUrl, shop.fetch) };
}

test("a customer cancels on the account page, which then says when the subscription ends", async () => {
  const { emulator, shop, visitor } = await openShop();
  expect(await (await visitor.get("/")).text()).toContain("<retent-cancel-button");

  const link = await (await visitor.postJson("/api/retent/cancel-link", { returnTo: "/" })).json();
  expect(link).toMatchObject({ fallback: null });
  const [session] = emulator.state().sessions;
  const token = await emulator.signResultToken({
    sub: session?.userId,
    session_id: session?.sessionId,
    outcome: "churned",
  });
  const result = await (await visitor.postJson("/api/retent/result", { token })).json();
  expect(result).toMatchObject({ status: "settled", outcome: "churned", returnTo: `${siteUrl}/` });

  expect(await (await visitor.get("/")).text()).toContain("Ends on ");
  await shop.retent.stop();
});

test("there is no link without the session cookie, or with one that was changed", async () => {
  const { shop } = await openShop();
  for (const cookie of ["", "customer=user_1", "customer=user_1.AAAA"]) {
    const headers = { "content-type": "application/json", "sec-fetch-site": "same-origin", cookie };
    const request = new Request(`${siteUrl}/api/retent/cancel-link`, { method: "POST", headers, body: "{}" });
    expect((await shop.fetch(request)).status).toBe(401);
  }
});

test("the button's script is served", async () => {
  const { visitor } = await openShop();
  const response = await visitor.get("/api/retent/button.js");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("text/javascript");
});
