import { describe, expect, test } from "vitest";
import { answer, unreachable } from "../fake-retentbase.ts";
import { publicUrl, type ServerUnderTest, start, startServer } from "../server-under-test.ts";
import { signToken } from "../signed-token.ts";

const secret = "an identity secret of these tests, long enough";
const identityOf = (sub: string) => signToken({ sub, exp: start / 1000 + 86_400 }, { alg: "HS256" }, secret);
const minute = 60_000;

/** A server that knows its customers by identity tokens, and a browser that keeps no cookies and follows redirects. */
async function startWithoutCookies(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer({ identity: { secret }, identify: () => null, ...options });
  const follow = async (response: Response): Promise<{ url: string; status: number; text: string }> => {
    let url = "";
    let next = response;
    while (next.status === 303) {
      server.browser.cookies.clear();
      url = new URL(next.headers.get("location") ?? "", publicUrl).href;
      if (!url.startsWith(publicUrl)) return { url, status: 200, text: "" };
      next = await server.browser.get(url, { accept: "text/html" });
    }
    server.browser.cookies.clear();
    return { url, status: next.status, text: await next.text() };
  };
  /** What a form of the merchant's page sends, whose origin is hidden. */
  const click = async (fields: Record<string, string> = {}) =>
    follow(
      await server.browser.postForm(
        "/cancel-link",
        { identity: identityOf("member_7"), ...fields },
        { "sec-fetch-site": "cross-site", origin: "null" },
      ),
    );
  const confirm = async (fields: Record<string, string>) =>
    follow(await server.browser.postForm("/cancel", fields));
  return { ...server, follow, click, confirm };
}

const withoutNonces = (page: string) => page.replace(/nonce="[^"]+"/g, "");

const fieldsOf = (page: string) =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  ) as Record<string, string>;

describe("a customer whose browser keeps no cookies", () => {
  test.each<[string, Record<string, string>]>([
    ["while the hosted page is down", {}],
    ["directly", { mode: "direct" }],
    ["in the words of a law", { preset: "de" }],
    ["by withdrawing", { preset: "eu-withdrawal" }],
  ])("leaves %s, and reads the receipt", async (_, fields) => {
    const { click, confirm, retentbase, billing } = await startWithoutCookies();
    retentbase.reply("link", unreachable);
    const page = await click(fields);
    expect(page.status).toBe(200);
    expect(page.text).toContain("<bdi>me…_7</bdi>");
    const receipt = await confirm(fieldsOf(page.text));
    expect(receipt.status).toBe(200);
    const { event = "" } = fieldsOf(page.text);
    expect(receipt.text).toContain(event);
    expect(receipt.text).toContain("2026");
    expect(billing).toHaveBeenCalledTimes(1);
    expect(billing).toHaveBeenCalledWith(expect.objectContaining({ eventId: event, userId: "member_7" }));
  });

  test("reads the receipt again, and has no second effect by confirming again", async () => {
    const { click, confirm, browser, billing } = await startWithoutCookies();
    const page = await click({ mode: "direct" });
    const receipt = await confirm(fieldsOf(page.text));
    expect(withoutNonces((await confirm(fieldsOf(page.text))).text)).toBe(withoutNonces(receipt.text));
    expect((await browser.get(receipt.url)).status).toBe(200);
    expect(billing).toHaveBeenCalledTimes(1);
  });

  test("leaves also if script of our own origin asked for the link", async () => {
    const { browser, confirm, follow, retentbase, billing } = await startWithoutCookies();
    retentbase.reply("link", answer(500));
    const asked = await browser.postJson("/cancel-link", { identity: identityOf("member_7") });
    const { url } = (await asked.json()) as { url: string };
    browser.cookies.clear();
    const page = await follow(await browser.get(url));
    await confirm(fieldsOf(page.text));
    expect(billing).toHaveBeenCalledTimes(1);
  });

  test("confirms once more what came back from the hosted page, since nothing ties it to this browser", async () => {
    const { click, confirm, follow, browser, token, store, billing } = await startWithoutCookies({
      plan: "core",
    });
    expect((await click()).url).toBe("https://cancel.retentbase.com/c/secret_of_link_1");
    const [flow] = await store.findBySession("cs_1");
    const result = token({ sessionId: "cs_1", eventId: flow?.eventId ?? "" }, { sub: "member_7" });
    expect((await browser.postJson("/result", { token: result })).status).toBe(403);
    const asked = await browser.postJson("/return", { token: result });
    const { status, url } = (await asked.json()) as { status: string; url: string };
    expect(status).toBe("unknown");
    expect(billing).not.toHaveBeenCalled();
    const page = await follow(await browser.get(new URL(url, publicUrl).href));
    expect(page.text).toContain("We can’t see right now what you chose.");
    const receipt = await confirm(fieldsOf(page.text));
    expect(receipt.text).toContain("We have received your cancellation");
    expect(billing).toHaveBeenCalledTimes(1);
  });
});

describe("what stands for the customer without a cookie", () => {
  async function openPage() {
    const server = await startWithoutCookies();
    const page = await server.click({ mode: "direct" });
    const { event = "", pass = "" } = fieldsOf(page.text);
    return { ...server, event, pass };
  }

  test("is good for 30 minutes", async () => {
    const { confirm, clock, browser, event, pass, billing } = await openPage();
    clock.now += 29 * minute;
    expect((await browser.get(`/cancel?event=${event}&pass=${pass}`)).status).toBe(200);
    clock.now += minute;
    expect((await browser.get(`/cancel?event=${event}&pass=${pass}`)).status).toBe(401);
    expect((await confirm({ event, pass })).status).toBe(401);
    expect(billing).not.toHaveBeenCalled();
  });

  test("is refused in one and the same way, whatever is wrong with it", async () => {
    const { click, confirm, browser, event, pass, billing } = await openPage();
    const other = fieldsOf((await click({ mode: "direct" })).text);
    const [expiresAt = "", signature = ""] = pass.split(".");
    const wrong = [
      "",
      ".",
      "x",
      "\0",
      "😀".repeat(17),
      other.pass ?? "",
      `${expiresAt}.${"A".repeat(22)}`,
      `${Number(expiresAt) + 1}.${signature}`,
      `${expiresAt}0.${signature}`,
      `0${expiresAt}.${signature}`,
      `+${expiresAt}.${signature}`,
      ` ${pass}`,
      `${pass}=`,
      `${pass}.${signature}`,
      pass.toLowerCase(),
      pass.slice(0, -1),
      "9".repeat(5000),
    ];
    const answers = new Set<string>();
    for (const value of wrong) {
      const page = await browser.get(`/cancel?event=${event}&pass=${encodeURIComponent(value)}`, {
        accept: "text/html",
      });
      expect(page.status).toBe(401);
      const { status, text } = await confirm({ event, pass: value });
      expect(status).toBe(401);
      for (const body of [await page.text(), text]) answers.add(withoutNonces(body));
    }
    expect(answers.size).toBe(1);
    expect(billing).not.toHaveBeenCalled();
  });

  test("opens no other cancellation of the same customer, and none of another's", async () => {
    const { click, confirm, event, pass, billing } = await openPage();
    const own = fieldsOf((await click({ mode: "direct" })).text);
    const theirs = fieldsOf((await click({ mode: "direct", identity: identityOf("member_8") })).text);
    for (const [eventId, value] of [
      [own.event, pass],
      [theirs.event, pass],
      [event, own.pass],
      [event, theirs.pass],
    ])
      expect((await confirm({ event: eventId ?? "", pass: value ?? "" })).status).toBe(401);
    expect((await confirm({ event: "ev_unknown", pass })).status).toBe(401);
    expect(billing).not.toHaveBeenCalled();
  });

  test("is of no use to another server's key", async () => {
    const { event, pass, store } = await openPage();
    const other = await startWithoutCookies({ store, apiKey: "rb_key_of_another_merchant_7d2e" });
    expect((await other.confirm({ event, pass })).status).toBe(401);
  });

  test("is taken out of the address if the browser keeps cookies after all", async () => {
    const { browser } = await startWithoutCookies();
    const fields = { identity: identityOf("member_7"), mode: "direct", lang: "de" };
    const hidden = { "sec-fetch-site": "cross-site", origin: "null" };
    const location = (await browser.postForm("/cancel-link", fields, hidden)).headers.get("location") ?? "";
    expect(new URL(location).searchParams.has("pass")).toBe(true);
    const response = await browser.get(`${location}&fallback=timeout`);
    expect(response.status).toBe(303);
    const clean = response.headers.get("location") ?? "";
    expect(clean).toMatch(/^\/api\/retent\/cancel\?event=[\w-]+&fallback=timeout$/);
    const page = await (await browser.get(new URL(clean, publicUrl).href)).text();
    expect(page).toContain('lang="de"');
    expect(Object.keys(fieldsOf(page))).toEqual(["event"]);
    const receipt = await browser.postForm("/cancel", fieldsOf(page));
    expect(receipt.headers.get("location")).not.toContain("pass");
  });

  test("is not given to a customer whom the host app's session identifies", async () => {
    const { browser } = await startServer({ identity: { secret } });
    const response = await browser.postForm("/cancel-link", { mode: "direct" });
    expect(response.headers.get("location")).not.toContain("pass");
  });
});

describe("a good token that this browser is not bound to", () => {
  const bring = async (
    { browser, token, store }: ServerUnderTest,
    claims: object = {},
    headers: Record<string, string> = {},
  ) => {
    const [flow] = await store.findBySession("cs_1");
    const result = token({ sessionId: "cs_1", eventId: flow?.eventId ?? "" }, { sub: "member_7", ...claims });
    const response = await browser.postJson("/return", { token: result }, headers);
    return response.status;
  };

  test.each<[string, object]>([
    ["the decision to stay", { outcome: "recovered" }],
    ["another customer", { sub: "member_8" }],
    ["another workspace", { aud: "ws_2" }],
    ["an hour ago", { exp: start / 1000 - 61 }],
  ])("leads nowhere if it says %s", async (_, claims) => {
    const server = await startWithoutCookies();
    await server.click();
    expect(await bring(server, claims)).toBe(403);
  });

  test("leads nowhere beside the identity token of another customer", async () => {
    const server = await startWithoutCookies();
    await server.click();
    const [flow] = await server.store.findBySession("cs_1");
    const result = server.token({ sessionId: "cs_1", eventId: flow?.eventId ?? "" }, { sub: "member_7" });
    const identity = identityOf("member_8");
    const bearer = { authorization: `Bearer ${identity}` };
    for (const [fields, headers] of [[{ identity }], [{}, bearer]] as const) {
      const response = await server.browser.postJson("/return", { token: result, ...fields }, headers);
      expect(response.status).toBe(403);
      expect(await response.text()).not.toContain("pass");
    }
  });

  test("leads nowhere in a browser that keeps cookies", async () => {
    const server = await startWithoutCookies();
    await server.click();
    expect(await bring(server, {}, { cookie: "retent_flow_ev_1=x" })).toBe(403);
  });

  test("leads nowhere once the cancellation is decided", async () => {
    const server = await startWithoutCookies();
    await server.click();
    const [flow] = await server.store.findBySession("cs_1");
    const fields = {
      token: server.token({ sessionId: "cs_1", eventId: flow?.eventId ?? "" }, { sub: "member_7" }),
    };
    await server.browser.postJson("/result", { ...fields, identity: identityOf("member_7") });
    expect(server.billing).toHaveBeenCalledTimes(1);
    expect(await bring(server)).toBe(403);
  });
});

describe("a pass that rests on a result token alone", () => {
  /** Comes back from the hosted page with nothing but a good token. */
  async function comeBack() {
    const session: { customer: { userId: string } | null } = { customer: null };
    const server = await startWithoutCookies({ plan: "core", identify: () => session.customer });
    await server.click();
    const [flow] = await server.store.findBySession("cs_1");
    const event = flow?.eventId ?? "";
    const result = server.token({ sessionId: "cs_1", eventId: event }, { sub: "member_7" });
    const asked = await server.browser.postJson("/return", { token: result });
    const { url } = (await asked.json()) as { url: string };
    const pass = new URL(url, publicUrl).searchParams.get("pass") ?? "";
    const open = async (query = "") =>
      (await server.browser.get(`/cancel?event=${event}&pass=${pass}${query}`)).status;
    return { ...server, session, event, pass, open };
  }

  test("cancels, and opens the receipt of that", async () => {
    const { open, confirm, event, pass, billing } = await comeBack();
    expect(await open()).toBe(200);
    expect((await confirm({ event, pass })).text).toContain("We have received your cancellation");
    expect(billing).toHaveBeenCalledWith(expect.objectContaining({ reasonKey: "not_asked" }));
    expect(await open()).toBe(200);
  });

  test.each(["eu-withdrawal", "de", "fr"])(
    "opens and confirms nothing in the words of %s",
    async (preset) => {
      const { open, confirm, event, pass, billing } = await comeBack();
      expect(await open(`&preset=${preset}`)).toBe(401);
      expect((await confirm({ event, pass, preset })).status).toBe(401);
      expect(billing).not.toHaveBeenCalled();
    },
  );

  test("does not withdraw from what it has cancelled", async () => {
    const { open, confirm, event, pass, billing } = await comeBack();
    await confirm({ event, pass });
    expect(await open("&preset=eu-withdrawal")).toBe(401);
    expect((await confirm({ event, pass, preset: "eu-withdrawal" })).status).toBe(401);
    expect(billing).toHaveBeenCalledTimes(1);
  });

  test("opens no receipt of a withdrawal, and cancels nothing instead of it", async () => {
    const { open, confirm, event, pass, billing, session } = await comeBack();
    session.customer = { userId: "member_7" };
    expect((await confirm({ event, preset: "eu-withdrawal" })).status).toBe(200);
    session.customer = null;
    expect(await open()).toBe(401);
    expect((await confirm({ event, pass })).status).toBe(401);
    expect(billing).toHaveBeenCalledTimes(1);
  });

  test("cancels nothing once the customer has decided to stay", async () => {
    const { open, confirm, event, pass, billing, browser, token, clock } = await comeBack();
    clock.now += minute;
    const stays = token({ sessionId: "cs_1", eventId: event }, { sub: "member_7", outcome: "recovered" });
    const fields = { token: stays, identity: identityOf("member_7") };
    expect((await browser.postJson("/result", fields)).status).toBe(200);
    expect(await open()).toBe(401);
    expect((await confirm({ event, pass })).status).toBe(401);
    expect(billing).toHaveBeenCalledTimes(1);
  });
});

test("without identity tokens a good token leads nowhere in another browser", async () => {
  const { startFlow, token, newBrowser, session } = await startServer();
  const flow = await startFlow();
  session.customer = null;
  expect((await newBrowser().postJson("/return", { token: token(flow) })).status).toBe(403);
});
