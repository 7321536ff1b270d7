import { jwtVerify } from "jose";
import { expect, test } from "vitest";
import type { Emulator } from "../../src/index.ts";
import { call, churn, openLink, postForm, returnUrl, startEmulator, tokenOf } from "../local-emulator.ts";

const start = Date.parse("2026-01-01T00:00:00Z");

async function claimsOf(token: string, { signingSecret }: Emulator) {
  const { payload, protectedHeader } = await jwtVerify(token, new TextEncoder().encode(signingSecret), {
    algorithms: ["HS256"],
    currentDate: new Date(start),
  });
  expect(protectedHeader).toEqual({ alg: "HS256", typ: "JWT" });
  return payload;
}

test("a customer who declines the offer and confirms comes back with a churned token", async () => {
  const emulator = await startEmulator({ now: () => start });
  const link = await openLink(emulator, { metadata: { eventId: "evt_1" }, environment: "prod" });

  const first = await postForm(link.url, { reason: "too_expensive", reason_text: " twice\r\nthe price " });
  expect([first.status, first.headers.get("location")]).toEqual([303, `${new URL(link.url).pathname}/offer`]);
  const second = await postForm(`${link.url}/offer`, { choice: "decline" });
  expect(second.headers.get("location")).toBe(`${new URL(link.url).pathname}/confirm`);
  expect(emulator.state().events).toEqual([]);
  const last = await postForm(`${link.url}/confirm`);

  expect(last.status).toBe(303);
  expect(last.headers.get("location")?.startsWith(`${returnUrl}#ci_result_token=`)).toBe(true);
  expect(await claimsOf(tokenOf(last), emulator)).toEqual({
    iss: emulator.url,
    aud: emulator.workspaceKey,
    sub: "user_1",
    jti: expect.stringMatching(/./),
    iat: start / 1000,
    exp: start / 1000 + 3600,
    session_id: link.session_id,
    event_id: "evt_1",
    environment: "prod",
    outcome: "churned",
    reason_key: "too_expensive",
    reason_text: "twice\nthe price",
    offer: { type: "discount", accepted: false, label: "50% off for 3 months" },
  });
  expect(emulator.state().events).toMatchObject([
    { eventId: "evt_1", environment: "prod", decision: "churned", outcome: null, reasonKey: "too_expensive" },
  ]);
});

test("a customer who takes the offer comes back with a recovered token", async () => {
  const emulator = await startEmulator({ now: () => start, issuer: "https://cancel.retentbase.com" });
  const link = await openLink(emulator);
  await postForm(link.url, { reason: "not_using" });
  const last = await postForm(`${link.url}/offer`, { choice: "accept" });
  const claims = await claimsOf(tokenOf(last), emulator);
  expect(claims).toMatchObject({
    iss: "https://cancel.retentbase.com",
    outcome: "recovered",
    reason_key: "not_using",
    offer: { type: "pause", accepted: true, label: "Pause for 2 months" },
  });
  expect(claims).not.toHaveProperty("reason_text");
});

test("an offer's page says what is paid with the offer and after it, and that nothing is cancelled yet", async () => {
  const emulator = await startEmulator();
  const link = await openLink(emulator, { context: { plan: "Team", mrr: 24 } });
  await postForm(link.url, { reason: "too_expensive" });
  const page = await (await fetch(`${link.url}/offer`)).text();
  expect(page).toContain("Nothing is cancelled yet.");
  expect(readFacts(page)).toEqual({
    Plan: "Team",
    "For 3 months": "Half of what you pay today",
    "After that": "The price you pay today",
  });
  await postForm(link.url, { reason: "not_using" });
  const pause = readFacts(await (await fetch(`${link.url}/offer`)).text());
  expect(pause["For 2 months"]).toBe("Nothing");
});

test("the last step says what ends, and first of all that a payment before the end may still be taken", async () => {
  const emulator = await startEmulator();
  const link = await openLink(emulator, { context: { plan: "Team", mrr: 24 } });
  await postForm(link.url, { reason: "other" });
  const page = await (await fetch(`${link.url}/confirm`)).text();
  expect(page).toContain("You are about to cancel your subscription “Team” with Your shop.");
  expect(page).toMatch(
    /<strong>A payment due before the end date may still be taken\.<\/strong><\/p>\s*<p>You can use your subscription until then\./,
  );
});

test("an offer has one way to take it, one to go on cancelling, and one link back", async () => {
  const emulator = await startEmulator();
  const link = await openLink(emulator);
  await postForm(link.url, { reason: "too_expensive" });
  const page = await (await fetch(`${link.url}/offer`)).text();
  expect(page.match(/<button[^>]*>[^<]+/g)?.map((tag) => tag.replace(/<[^>]+>/, ""))).toEqual([
    "Take 50% off and stay",
    "No thanks, continue cancelling",
  ]);
  expect(page.match(/<a /g)).toHaveLength(1);
});

test("a customer need not give a reason", async () => {
  const emulator = await startEmulator();
  const link = await openLink(emulator);
  const page = await (await fetch(link.url)).text();
  expect(page.match(/<span>[^<]+<\/span>/g)?.at(-1)).toContain("I prefer not to say");
  await postForm(link.url, { reason: "prefer_not_to_say" });
  await postForm(`${link.url}/confirm`);
  expect(emulator.state().events[0]).toMatchObject({ reasonKey: "prefer_not_to_say", decision: "churned" });
});

test("no page shows the monthly revenue: it is a number without a currency", async () => {
  const emulator = await startEmulator();
  const link = await openLink(emulator, { context: { plan: "Team", mrr: 9876 } });
  await postForm(link.url, { reason: "too_expensive" });
  const offer = await (await fetch(`${link.url}/offer`)).text();
  await postForm(`${link.url}/offer`, { choice: "decline" });
  const confirm = await (await fetch(`${link.url}/confirm`)).text();
  expect(offer + confirm).not.toMatch(/9,?876|4,?938/);
});

function readFacts(page: string): Record<string, string> {
  const facts = [...page.matchAll(/<dt>([^<]*)<\/dt><dd>([^<]*)<\/dd>/g)];
  return Object.fromEntries(facts.map(([, label = "", value = ""]) => [label, value]));
}

test("a reason without an offer leads to the confirmation", async () => {
  const emulator = await startEmulator({ now: () => start });
  const link = await openLink(emulator);
  const { pathname } = new URL(link.url);
  const first = await postForm(link.url, { reason: "switching" });
  expect(first.headers.get("location")).toBe(`${pathname}/confirm`);
  const offer = await fetch(`${link.url}/offer`, { redirect: "manual" });
  expect(offer.headers.get("location")).toBe(`${pathname}/confirm`);
  expect(await claimsOf(tokenOf(await postForm(`${link.url}/confirm`)), emulator)).not.toHaveProperty(
    "offer",
  );
});

test("no step can be skipped", async () => {
  const emulator = await startEmulator();
  const link = await openLink(emulator);
  const { pathname } = new URL(link.url);
  const early = await postForm(`${link.url}/confirm`);
  expect([early.status, early.headers.get("location")]).toEqual([303, pathname]);
  await postForm(link.url, { reason: "too_expensive" });
  const unasked = await postForm(`${link.url}/confirm`);
  expect(unasked.headers.get("location")).toBe(`${pathname}/offer`);
  const undecided = await postForm(`${link.url}/offer`);
  expect(undecided.headers.get("location")).toBe(`${pathname}/offer`);
  expect(emulator.state().events).toEqual([]);
});

test("an earlier reason's offer does not count for the next reason", async () => {
  const emulator = await startEmulator();
  const link = await openLink(emulator);
  await postForm(link.url, { reason: "too_expensive" });
  await postForm(`${link.url}/offer`, { choice: "decline" });
  await postForm(link.url, { reason: "other" });
  await postForm(`${link.url}/confirm`);
  expect(emulator.state().events[0]).toMatchObject({ reasonKey: "other", offer: null });
});

test("without a reason the page says so, ties the error to the field and keeps the text", async () => {
  const emulator = await startEmulator();
  const link = await openLink(emulator);
  const response = await postForm(link.url, { reason_text: "</textarea><script>x()</script>" });
  expect(response.status).toBe(422);
  const page = await response.text();
  expect(page).toContain("<title>Error: Why are you leaving?</title>");
  expect(page).toMatch(/id="reason-error" role="alert"/);
  expect(page).toMatch(/aria-invalid="true" aria-describedby="reason-error"/);
  expect(page).toContain("&lt;/textarea&gt;&lt;script&gt;");
  expect(page).not.toContain("<script>");
});

test("every step names the merchant, and the last one what is cancelled, without the user's id", async () => {
  const emulator = await startEmulator({ shopName: "Lumen & Notes" });
  const link = await openLink(emulator, { context: { plan: "Team" } });
  const read = async (step: string) => (await fetch(link.url + step)).text();
  expect(await read("")).toContain('<header class="site">Lumen &amp; Notes</header>');
  await postForm(link.url, { reason: "switching" });
  const last = await read("/confirm");
  expect(last).toContain("your subscription “Team” with Lumen &amp; Notes.");
  expect(last).not.toContain("user_1");
});

test("every step has one heading, a title, a way back and a policy that lets the redirect through", async () => {
  const emulator = await startEmulator();
  const link = await openLink(emulator, { context: { plan: "<i>Pro</i>" } });
  await postForm(link.url, { reason: "too_expensive" });
  const pages = [];
  for (const step of ["", "/offer", "/confirm"]) {
    if (step === "/confirm") await postForm(`${link.url}/offer`, { choice: "decline" });
    const response = await fetch(link.url + step);
    const policy = response.headers.get("content-security-policy");
    expect(policy).toContain("form-action 'self' http://localhost:3000;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const page = await response.text();
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page).toContain('<html lang="en">');
    expect(page).toContain(` href="${returnUrl}">Back to my account without cancelling</a>`);
    expect(page).not.toContain("<i>");
    pages.push(/<title>(.*)<\/title>/.exec(page)?.[1]);
  }
  expect(pages).toEqual(["Why are you leaving?", "50% off for 3 months", "Cancel your subscription?"]);
});

test("a finished link goes back again with a token, and a second post changes nothing", async () => {
  const emulator = await startEmulator({ now: () => start });
  const link = await openLink(emulator);
  await churn(link);
  const again = await postForm(`${link.url}/offer`, { choice: "accept" });
  expect(await claimsOf(tokenOf(again), emulator)).toMatchObject({ outcome: "churned" });
  const page = await (await fetch(link.url)).text();
  const href = new RegExp(`href="${returnUrl.replace("?", "\\?")}#ci_result_token=([^"]+)"`).exec(page)?.[1];
  expect(await claimsOf(href ?? "", emulator)).toMatchObject({ session_id: link.session_id });
  expect(emulator.state().events).toHaveLength(1);
});

test("an expired link says so and leads back without a token", async () => {
  let now = start;
  const emulator = await startEmulator({ now: () => now, linkLifetimeSeconds: 60 });
  const link = await openLink(emulator);
  now += 60_000;
  const response = await postForm(link.url, { reason: "other" });
  expect(response.status).toBe(410);
  const page = await response.text();
  expect(page).toContain("This link has expired");
  expect(page).toContain(`href="${returnUrl}"`);
  expect(emulator.state().sessions[0]?.reasonKey).toBeNull();
});

test("an unknown link is a page with 404", async () => {
  const emulator = await startEmulator();
  const response = await fetch(`${emulator.url}/c/unknown`);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain("<h1>This link is not known</h1>");
});

test("two links of one event make one event; the later decision counts and the updates stay", async () => {
  const emulator = await startEmulator();
  const metadata = { eventId: "evt_1" };
  await churn(await openLink(emulator, { metadata }));
  const body = { outcome: "churned" };
  await call(emulator, "/api/v1/cancellations/evt_1", { method: "PATCH", body });
  const second = await openLink(emulator, { metadata });
  await postForm(second.url, { reason: "not_using" });
  await postForm(`${second.url}/offer`, { choice: "accept" });
  expect(emulator.state().events).toMatchObject([
    { decision: "recovered", outcome: "churned", updates: [{ outcome: "churned" }] },
  ]);
});

test("a token made to order has the claims asked for", async () => {
  const emulator = await startEmulator({ now: () => start });
  const token = await emulator.signResultToken({ sub: "user_9", event_id: undefined, outcome: "recovered" });
  const claims = await claimsOf(token, emulator);
  expect(claims).toMatchObject({ sub: "user_9", outcome: "recovered", iss: emulator.issuer });
  expect(claims).not.toHaveProperty("event_id");
});
