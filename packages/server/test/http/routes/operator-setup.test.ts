import { expect, test } from "vitest";
import { answer } from "../../fake-retentbase.ts";
import { startServer } from "../../server-under-test.ts";
import { churnedClaims, signToken, workspaceKey } from "../../signed-token.ts";
import { healthToken, open, operator, read } from "../operator-page.ts";

const identitySecret = "Kd5-9rL7_identity_of_these_tests_m4X1";
const post = { ...operator, "sec-fetch-site": "same-origin" };

async function act({ browser }: Awaited<ReturnType<typeof open>>, fields: Record<string, string>) {
  const response = await browser.postForm("/admin/setup", fields, post);
  return { status: response.status, text: await response.text() };
}

async function showPage({ browser }: Awaited<ReturnType<typeof open>>) {
  return (await browser.get("/admin/setup", operator)).text();
}

test("the page is the operator's alone, and only its own forms are taken", async () => {
  const server = await open();
  for (const path of ["/admin/setup", "/admin/setup?preview"]) {
    expect((await server.browser.get(path, { accept: "text/html" })).status).toBe(401);
    expect((await server.browser.get(path, operator)).status).toBe(200);
  }
  const closed = await startServer();
  expect((await closed.browser.get("/admin/setup", operator)).status).toBe(404);
  const foreign = { ...operator, "sec-fetch-site": "cross-site" };
  expect((await server.browser.postForm("/admin/setup", { do: "check" }, foreign)).status).toBe(403);
  expect((await server.browser.postForm("/admin/setup", { do: "else" }, post)).status).toBe(400);
  expect(server.retentbase.sent).toEqual([]);
});

test("every operator's page leads to it", async () => {
  const { text } = await read(await open());
  expect(text).toContain('<a href="/api/retent/admin/setup">Setup</a>');
});

test("the checks try the store and RetentBase", async () => {
  const server = await open();
  const { status, text } = await act(server, { do: "check" });
  expect(status).toBe(200);
  expect(text).toContain("It is writable; 0 waiting, 0 failed permanently.");
  expect(text).toContain("It creates links (sandbox)");
  expect(text).not.toContain("What to do:");
  expect(text).toContain(" checks passed.");
  expect(text).toContain('Checked <time datetime="2026-03-01T00:00:00.000Z">');
});

test("a check that fails says what to do, by the option's name", async () => {
  const server = await open();
  server.retentbase.reply("link", answer(401, {}));
  const { text } = await act(server, { do: "check" });
  expect(text).toMatch(/<b>1 of 3 checks failed\.<\/b>[\s\S]*<h3>RetentBase<\/h3>[\s\S]*<h3>Store<\/h3>/);
  expect(text).toContain("The API key is wrong (401).");
  expect(text).toContain("Copy the workspace’s key into apiKey again.");
});

test("a check of an address names it as it is written", async () => {
  const server = await open();
  server.retentbase.reply("link", () => new Response("<h1>Hello</h1>"));
  const { text } = await act(server, { do: "check" });
  expect(text).toMatch(/<p>https:\/\/\S+ answered, but not like RetentBase’s API \(200\)\.<\/p>/);
});

test("a check does not advise to set what is set already", async () => {
  const reply = () => new Response("<h1>Hello</h1>");
  const right = await open({ apiUrl: "https://api.retentbase.com" });
  right.retentbase.reply("link", reply);
  expect((await act(right, { do: "check" })).text).toContain("apiUrl is as it should be: check again");
  const wrong = await open({ apiUrl: "https://api.elsewhere.example" });
  wrong.retentbase.reply("link", reply);
  expect((await act(wrong, { do: "check" })).text).toContain(
    "apiUrl is set to https://api.elsewhere.example: RetentBase’s API is at https://api.retentbase.com.",
  );
});

test("the host's own checks take their place", async () => {
  const server = await open({
    checks: async () => [{ name: "<b>stripe key</b>", status: "failed", cause: "no", remedy: "<i>look</i>" }],
  });
  const { text } = await act(server, { do: "check" });
  expect(text).toContain("&lt;b&gt;stripe key&lt;/b&gt;");
  expect(text).toContain("&lt;i&gt;look&lt;/i&gt;");
  expect(server.retentbase.sent).toEqual([]);
});

test("a result token is taken apart, checked as the server would, and not kept", async () => {
  const server = await open();
  const token = signToken({
    ...churnedClaims(server.clock.now),
    session_id: "cs_1",
    note: "<script>alert(1)</script>",
  });
  const { text } = await act(server, {
    do: "token",
    token: `https://shop.example/#ci_result_token=${token}`,
  });
  expect(text).toContain("This token would be accepted.");
  expect(text).toContain("The server takes it: churned (sandbox)");
  expect(text).toContain("HS256");
  expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(text).not.toContain(token);
  expect(text).not.toContain(token.split(".")[2]);
  expect(JSON.stringify(server.events)).not.toContain(token.split(".")[1]);
  expect(await server.store.count()).toMatchObject({ queued: 0 });
});

test.each([
  [
    { iss: "https://elsewhere.example" },
    "iss is https://elsewhere.example, and https://cancel.retentbase.com is",
  ],
  [{ aud: "another workspace" }, `aud is another workspace, and ${workspaceKey} is`],
  [{ environment: "prod" }, "environment is prod, and sandbox is"],
])("a result token that differs in %j says what it is and what it should be", async (claims, remedy) => {
  const server = await open();
  const token = signToken({ ...churnedClaims(server.clock.now), session_id: "cs_1", ...claims });
  const { text } = await act(server, { do: "token", token });
  expect(text).toContain("This token would be refused.");
  expect(text).toContain(`${remedy} expected.`);
  const [[name, value]] = Object.entries(claims) as [[string, string]];
  expect(text).toContain(
    `<dt>${name}</dt><dd><bdi>${value}</bdi> <span class="badge danger">Does not match</span><small>Expected: `,
  );
  expect(text.match(/<span class="badge good">Matches<\/span>/g)).toHaveLength(2);
});

test("a claim that differs is a fault of its own where the refusal is about another one", async () => {
  const server = await open();
  const claims = { ...churnedClaims(server.clock.now), session_id: "cs_1", aud: "ws_other" };
  const { text } = await act(server, { do: "token", token: signToken(claims, undefined, "x".repeat(32)) });
  expect(text).toContain("It was signed with another secret or key than the configured one.");
  expect(text).toContain("into resultToken.secret (RETENTBASE_SIGNING_SECRET) again");
  expect(text).toMatch(/<h3>Audience \(aud\)<\/h3><span class="badge danger">Failed<\/span>/);
  expect(text).toContain(`It is ws_other, and ${workspaceKey} is configured.`);
  expect(text).toContain("change resultToken.audience (RETENTBASE_WORKSPACE_KEY).");
  const right = signToken({ ...claims }, undefined);
  expect((await act(server, { do: "token", token: right })).text).not.toContain("<h3>Audience");
});

test("a result token for several audiences is refused, and none of them is said to match", async () => {
  const server = await open();
  const token = signToken({
    ...churnedClaims(server.clock.now),
    session_id: "cs_1",
    aud: [workspaceKey, "x"],
  });
  const { text } = await act(server, { do: "token", token });
  expect(text).toContain("This token would be refused.");
  expect(text).toMatch(/<dt>aud<\/dt><dd><bdi>[^<]*<\/bdi> <span class="badge danger">Does not match/);
});

test("a result token without what it needs names that, in plain words", async () => {
  const server = await open();
  const token = signToken({ ...churnedClaims(server.clock.now), session_id: "cs_1", outcome: "maybe" });
  const { text } = await act(server, { do: "token", token });
  expect(text).toContain("A claim is missing or of the wrong type: outcome.");
});

test("an expired token says since when, and an identity token whom it stands for", async () => {
  const server = await open({ identity: { secret: identitySecret, audience: "retent" } });
  const seconds = server.clock.now / 1000;
  const old = signToken({ ...churnedClaims(server.clock.now), iat: seconds - 300, exp: seconds - 120 });
  const { text } = await act(server, { do: "token", token: old });
  expect(text).toContain("It expired 2 minutes ago (");
  const identity = signToken(
    { sub: "user_7", aud: "retent", iat: seconds, exp: seconds + 60 },
    undefined,
    identitySecret,
  );
  const taken = await act(server, { do: "token", token: identity });
  expect(taken.text).toContain("the customer is user_7");
  expect(taken.text).toContain("It expires in 60 seconds (");
  expect(server.events.filter(({ type }) => type === "identity_refused")).toEqual([]);
});

test("an identity token that differs says what it is and what is configured, and nothing of result tokens", async () => {
  const server = await open({ identity: { secret: identitySecret, audience: "retent" } });
  const seconds = server.clock.now / 1000;
  const claims = { sub: "user_7", aud: "http://retent", iat: seconds, exp: seconds + 60 };
  const { text } = await act(server, {
    do: "token",
    token: signToken(claims, undefined, identitySecret),
  });
  expect(text).toContain("Aud is http://retent, and retent is configured");
  expect(text).not.toContain("As a result token");
});

test.each([
  [{ jwksUrl: "https://shop.outseta.com/.well-known/jwks", audience: "shop.outseta.com" }, "outseta"],
  [{ jwksUrl: "https://x.supabase.co/auth/v1/.well-known/jwks.json", issuer: "x" }, "supabase"],
  [
    {
      jwksUrl: "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com",
      audience: "x",
    },
    "firebase",
  ],
  [{ jwksUrl: "https://shop.eu.auth0.com/.well-known/jwks.json", audience: "x" }, "auth0"],
  [{ jwksUrl: "https://x.clerk.accounts.dev/.well-known/jwks.json", issuer: "x" }, "clerk"],
  [{ memberstackSecretKey: "sk_sb_4f1c9a7d2b", audience: "app_1" }, "memberstack"],
])(
  "the snippet is for the membership tool of %j, and what is chosen stays chosen",
  async (identity, tool) => {
    const server = await open({ identity });
    expect(await showPage(server)).toContain(`data-identity-from=&quot;${tool}&quot;`);
    const response = await server.browser.postForm(
      "/admin/setup?builder=webflow&identity=session",
      { do: "token", token: "a" },
      post,
    );
    const text = await response.text();
    expect(text).toContain('<option value="webflow" selected>');
    expect(text).not.toContain("data-identity-from");
  },
);

test("refused sign-ins are listed with their causes, the newest first, and not whose they were", async () => {
  const server = await open({ identity: { secret: identitySecret, audience: "retent" } });
  const start = (token?: string) =>
    server.browser.postJson("/cancel-link", token === undefined ? {} : { identity: token });
  const seconds = server.clock.now / 1000;
  const sign = (claims: object) =>
    signToken({ sub: "user_7", iat: seconds, exp: seconds + 60, ...claims }, undefined, identitySecret);
  expect(await showPage(server)).toContain("None since this server started.");
  server.session.customer = null;
  await start(sign({ aud: "other" }));
  await start(sign({ aud: "other" }));
  await server.browser.get("/cancel");
  const text = await showPage(server);
  const shown = ["The plain page was opened without an identity token", "2 times", "audience (aud)"];
  expect(shown.map((each) => text.indexOf(each) > 0)).toEqual([true, true, true]);
  expect(text.indexOf(shown[0] ?? "")).toBeLessThan(text.indexOf(shown[2] ?? ""));
  expect(text).not.toContain("user_7");
  expect(text.match(/<b>What to do:<\/b>/g)).toHaveLength(2);
  expect(text).toMatch(
    /<dt>Received<\/dt><dd><bdi>other<\/bdi>.*\n?.*<dt>Expected<\/dt><dd><bdi>retent<\/bdi>/,
  );
});

test("a page on another site is listed with the sites that are allowed, and what to do about it", async () => {
  const server = await open();
  const headers = { ...post, origin: "https://www.shop.example", "sec-fetch-site": "cross-site" };
  await server.browser.postForm("/cancel-link", {}, headers);
  const text = await showPage(server);
  expect(text).toContain("<dt>Received</dt><dd><bdi>https://www.shop.example</bdi></dd>");
  expect(text).toContain("<dt>Expected</dt><dd><bdi>https://shop.example</bdi></dd>");
  expect(text).toContain("If it is your site, add its address to the setting RETENT_SITE_ORIGINS");
  expect(text).toMatch(/<b>1 sign-in was refused since this server started\.<\/b> <a href="#refusals">/);
  expect(text.indexOf('id="refusals"')).toBeLessThan(text.indexOf('id="checks"'));
});

test("what was asked for is open, and every part has its place", async () => {
  const server = await open();
  const order = (text: string) =>
    [...text.matchAll(/<details( open)?><summary><h2>([^<]+)<\/h2>/g)].map(
      ([, isOpen, title]) => `${isOpen ? "+" : "-"} ${title}`,
    );
  expect(order(await showPage(server))).toEqual([
    "+ Checks",
    "+ What to paste into your page",
    "- Test cancellation",
    "- Refused sign-ins",
    "- Check a token",
  ]);
  const { text } = await act(server, { do: "token", token: "a" });
  expect(order(text)).toEqual([
    "- Checks",
    "- What to paste into your page",
    "- Test cancellation",
    "- Refused sign-ins",
    "+ Check a token",
  ]);
});

test.each(["", "not a token", `${"a".repeat(9000)}.b.c`])("%s is no token", async (token) => {
  const { status, text } = await act(await open(), { do: "token", token });
  expect(status).toBe(200);
  expect(text).toContain("It does not have the form of a signed JWT");
});

test("the snippet is what the form says, and the preview is the same button", async () => {
  const server = await open();
  const query = "builder=webflow&identity=outseta&variant=danger&size=large&label=Leave+%3Cnow%3E&lang=de";
  const { text } = await read(server, `/setup?${query}`);
  expect(text).toContain("In a Code Embed element");
  expect(text).toContain("data-identity-from=&quot;outseta&quot;");
  expect(text).toContain("font-size:1.25em;color:#fff;background:#b91c1c");
  expect(text).toContain("&gt;Leave &amp;lt;now&amp;gt;&lt;/a&gt;");
  const preview = await server.browser.get(`/admin/setup?preview&${query}`, operator);
  expect(preview.headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
  expect(preview.headers.get("x-frame-options")).toBe("SAMEORIGIN");
  expect(await preview.text()).toMatch(
    /<retent-cancel-button lang="de">\n<a href="[^"]*\/cancel\?lang=de" style="[^"]*#b91c1c[^"]*">Leave &lt;now&gt;<\/a>\n<\/retent-cancel-button>/,
  );
});

test("what a form could not have sent is as if it were not given", async () => {
  const { text } = await read(await open(), "/setup?builder=x&variant=%22&lang=xx&function=alert(1)");
  expect(text).toContain("Where the button belongs");
  expect(text).not.toContain("alert(1)");
  expect(text).not.toContain(healthToken);
});

test("a token that is no JWT is good if the host's own check says so", async () => {
  const own = churnedClaims(Date.parse("2026-03-01T00:00:00Z"));
  const server = await open({
    resultToken: { verify: (token) => (token === "opaque" ? { ...own, session_id: "cs_1" } : null) },
  });
  const { text } = await act(server, { do: "token", token: "opaque" });
  expect(text).toContain("It does not have the form of a signed JWT");
  expect(text).toContain("The server takes it: churned (sandbox)");
  expect((await act(server, { do: "token", token: "other" })).text).not.toContain("The server takes it");
});
