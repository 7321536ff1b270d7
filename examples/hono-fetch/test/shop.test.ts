import { createEmulator } from "@retent/emulator";
import { expect, onTestFinished, test } from "vitest";
import { createShop } from "../src/shop.ts";

const siteUrl = "http://localhost:3000";

async function openShop() {
  const emulator = await createEmulator({ port: 0 });
  onTestFinished(() => emulator.close());
  const { apiKey, signingSecret, workspaceKey, url } = emulator;
  const shop = createShop({
    ...{ siteUrl, apiKey, signingSecret, workspaceKey, apiUrl: url, cancelUrl: url },
    sessionSecret: "a session secret of this test",
    databaseFile: ":memory:",
  });
  const cookies = new Map<string, string>();

  /** What a browser on the account page sends. */
  async function send(path: string, body?: object): Promise<Response> {
    const request = new Request(siteUrl + path, {
      headers: {
        "content-type": "application/json",
        "sec-fetch-site": "same-origin",
        cookie: [...cookies].map((cookie) => cookie.join("=")).join("; "),
      },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    });
    const response = await shop.fetch(request);
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    return response;
  }
  return { emulator, shop, send };
}

test("a customer cancels on the account page, which then says when the subscription ends", async () => {
  const { emulator, shop, send } = await openShop();
  expect(await (await send("/")).text()).toContain("<retent-cancel-button");

  const link = await (await send("/api/retent/cancel-link", { returnTo: "/" })).json();
  expect(link).toMatchObject({ fallback: null });
  const [session] = emulator.state().sessions;
  const token = await emulator.signResultToken({
    sub: session?.userId,
    session_id: session?.sessionId,
    outcome: "churned",
  });
  const result = await (await send("/api/retent/result", { token })).json();
  expect(result).toMatchObject({ status: "settled", outcome: "churned", returnTo: `${siteUrl}/` });

  expect(await (await send("/")).text()).toContain("Ends on ");
  await shop.retent.stop();
});

test("nobody gets a link without the session cookie, or with one that was changed", async () => {
  const { shop } = await openShop();
  for (const cookie of ["", "customer=user_1", "customer=user_1.AAAA"]) {
    const headers = { "content-type": "application/json", "sec-fetch-site": "same-origin", cookie };
    const request = new Request(`${siteUrl}/api/retent/cancel-link`, { method: "POST", headers, body: "{}" });
    expect((await shop.fetch(request)).status).toBe(401);
  }
});

test("the button's script is served", async () => {
  const { send } = await openShop();
  const response = await send("/api/retent/button.js");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("text/javascript");
});
