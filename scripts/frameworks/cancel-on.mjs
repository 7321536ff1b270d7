import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { leaveByHosted } from "../../examples/shop/test/leave-by-hosted.ts";
import { createVisitor } from "../../examples/shop/test/visitor.ts";

const outcomeTimeoutMs = 20_000;

/** Goes a customer's whole way on a running site, over HTTP, and throws at the first thing that is wrong. */
export async function cancelOn(siteUrl, { signIn, emulator }) {
  const { origin, pathname } = new URL(siteUrl);
  const path = pathname.replace(/\/$/, "");
  const routes = `${path}/api/retent`;
  const visitor = createVisitor(origin, send);

  for (const health of ["health", "health/"])
    assert.equal((await visitor.get(`${routes}/${health}`)).status, 200, `GET ${health}`);
  // Longer than most frameworks read: their own refusal would have another form.
  const long = await visitor.postJson(`${routes}/result`, { token: "x".repeat(120_000) });
  assert.equal((await readJson(long)).code, "too_large", "Retent itself refuses a long body");

  const anonymous = await visitor.postForm(`${routes}/cancel-link`);
  assert.equal(anonymous.headers.get("location")?.startsWith(emulator.url) ?? false, false, "signed out");
  const signedIn = await visitor.postForm(path + signIn, { userId: "customer_1" });
  assert.ok(signedIn.status >= 300 && signedIn.status < 400, `sign-in responds ${signedIn.status}`);

  const page = await (await visitor.get(`${path}/`)).text();
  assert.match(page, /<retent-cancel-button[^>]* return-to=/, "the page has the tag");
  const [, script] = /<script[^>]* src="([^"]*button\.js)"/.exec(page) ?? [];
  assert.match((await visitor.get(script)).headers.get("content-type"), /javascript/, "the button's script");
  const [, action] = /<form[^>]* action="([^"]*)"/.exec(page) ?? [];
  assert.equal(action, `${routes}/cancel-link`);

  const started = await visitor.postForm(action);
  const hosted = started.headers.get("location") ?? "";
  assert.ok(
    hosted.startsWith(emulator.url),
    `cancel-link responds ${started.status} and leads to "${hosted}"`,
  );
  const token = await leaveByHosted(hosted, `${siteUrl}/api/retent/return`);
  const result = await readJson(await visitor.postJson(`${routes}/result`, { token }));
  assert.equal(result.outcome, "churned", "the result of the token");

  await arrived(emulator);
  const after = await (await visitor.get(`${path}/`)).text();
  assert.doesNotMatch(after, /<retent-cancel-button/, "the page has no button afterwards");
  assert.match(after, /Ends on/, "the page says when it ends");
}

/** Sends what a browser would behind a proxy, and follows what a framework redirects to another spelling of the same address. */
async function send(request) {
  request.headers.set("x-forwarded-proto", "http");
  if (request.method !== "GET") request.headers.set("origin", new URL(request.url).origin);
  const again = request.clone();
  const response = await fetch(request);
  if (response.status !== 308 && response.status !== 307) return response;
  return send(new Request(new URL(response.headers.get("location"), request.url), again));
}

async function readJson(response) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${response.url} responds ${response.status} with ${text.slice(0, 200)}`);
  }
}

async function arrived(emulator) {
  const deadline = Date.now() + outcomeTimeoutMs;
  while (Date.now() < deadline) {
    if (emulator.state().events.some(({ outcome }) => outcome === "churned")) return;
    await wait(50);
  }
  throw new Error("the outcome did not arrive");
}
