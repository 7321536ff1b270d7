import { expect, test } from "vitest";
import { answer } from "./fake-retentbase.ts";
import { startServer } from "./server-under-test.ts";

test("a customer leaves: billing acts once, and RetentBase learns it once, however often the result is sent", async () => {
  const { browser, startFlow, token, billing, retent, retentbase } = await startServer();
  const body = { token: token(await startFlow()) };
  const answers = [];
  for (let times = 0; times < 3; times += 1)
    answers.push(await (await browser.postJson("/result", body)).json());
  expect(answers[0]).toMatchObject({ status: "settled", outcome: "churned" });
  expect(answers).toEqual([answers[0], answers[0], answers[0]]);
  await retent.drainOnce();
  expect(billing).toHaveBeenCalledTimes(1);
  expect(retentbase.calls("update").map((call) => call.body.outcome)).toEqual(["churned"]);
});

test("results sent at the same moment get the same answer", async () => {
  const { browser, startFlow, token, billing } = await startServer();
  const body = { token: token(await startFlow()) };
  const responses = await Promise.all([1, 2, 3, 4].map(() => browser.postJson("/result", body)));
  for (const response of responses) expect(await response.json()).toMatchObject({ status: "settled" });
  expect(billing).toHaveBeenCalledTimes(1);
});

test("another browser can do nothing with the token", async () => {
  const { newBrowser, startFlow, token, billing, retent, retentbase, session } = await startServer();
  const flow = await startFlow();
  session.customer = { userId: "user_2" };
  expect((await newBrowser().postJson("/result", { token: token(flow) })).status).toBe(403);
  await retent.drainOnce();
  expect(billing).not.toHaveBeenCalled();
  expect(retentbase.calls("update")).toEqual([]);
});

test("without script and with RetentBase down, the plain page cancels, and RetentBase learns it later", async () => {
  const { browser, retentbase, retent, clock } = await startServer();
  retentbase.reply("link", answer(503));
  retentbase.reply("create", answer(503));
  const started = await browser.postForm("/cancel-link");
  expect(started.status).toBe(303);
  const page = await (await browser.get(started.headers.get("location") ?? "")).text();
  const event = /name="event" value="([^"]+)"/.exec(page)?.[1] ?? "";
  expect((await browser.postForm("/cancel", { event })).status).toBe(303);
  const receipt = await (await browser.get(`/cancel?event=${event}`)).text();
  expect(receipt).toContain("We have received your cancellation");
  await retent.drainOnce();
  expect(retentbase.calls("update")).toEqual([]);
  clock.now += 60_000;
  await retent.drainOnce();
  expect(retentbase.calls("update").map(({ path }) => path)).toEqual([`/api/v1/cancellations/${event}`]);
});

test("billing that decides later is forwarded when it has", async () => {
  const { browser, startFlow, token, billing, retent, retentbase } = await startServer();
  billing.mockImplementation(() => ({ pending: true }));
  const flow = await startFlow();
  const response = await browser.postJson("/result", { token: token(flow) });
  expect(await response.json()).toMatchObject({ status: "pending", outcome: null });
  await retent.settle(flow.eventId, { outcome: "recovered" });
  await retent.drainOnce();
  expect(retentbase.calls("update").map(({ body }) => body.outcome)).toEqual(["recovered"]);
});

test("bad requests are refused with their problem", async () => {
  const { browser } = await startServer();
  const crossSite = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
  for (const [response, status, code] of [
    [await browser.postJson("/cancel-link", {}, crossSite), 403, "origin_not_allowed"],
    [await browser.postJson("/cancel-link", "[]"), 400, "invalid_request"],
    [
      await browser.postJson("/cancel-link", "{}", { "content-type": "text/plain" }),
      415,
      "unsupported_media_type",
    ],
    [await browser.postJson("/cancel-link", `"${"x".repeat(70_000)}"`), 413, "too_large"],
    [await browser.postJson("/result", { token: "a.b.c" }), 400, "result_token_invalid"],
    [await browser.send("/result", { method: "PUT" }), 405, "method_not_allowed"],
    [await browser.get("/nothing"), 404, "not_found"],
  ] as const) {
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code, status });
    expect(response.headers.get("cache-control")).toBe("no-store");
  }
});
