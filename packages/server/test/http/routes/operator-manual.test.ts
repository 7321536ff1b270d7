import { expect, test } from "vitest";
import { open, operator, read } from "../operator-page.ts";

const manual = { settle: "manual" } as const;

test("a cancellation that a person has to end is listed until it is marked as ended", async () => {
  const server = await open(manual);
  const flow = await server.startFlow();
  await server.bringBack(flow);
  await server.retent.drainOnce();
  expect((await read(server)).text).toContain("<b>1 subscription has to be ended by hand.</b>");
  const { text } = await read(server, "?view=outbox");
  const list = text.slice(text.indexOf("<h2>To be ended by hand</h2>"));
  expect(list).toContain(flow.eventId);
  expect(list).toContain("user_1");

  const page = await read(server, `?event=${flow.eventId}`);
  expect(page.text).toContain('<input name="date" type="date" required value="2026-03-01">');
  const response = await server.browser.postForm(
    "/admin",
    { event: flow.eventId, do: "ended", date: "2026-03-31" },
    operator,
  );
  expect([response.status, response.headers.get("location")]).toEqual([
    303,
    `/api/retent/admin?event=${flow.eventId}&ended=1`,
  ]);
  const after = await read(server, `?event=${flow.eventId}&ended=1`);
  expect(after.text).toContain('<p role="status" class="tone good">Marked as ended.</p>');
  expect(after.text).not.toContain('value="ended"');
  expect((await read(server)).text).not.toContain("to be ended by hand");
  expect((await read(server, "?view=outbox")).text).not.toContain("To be ended by hand");
  await server.retent.drainOnce();
  expect(server.retentbase.calls("update").at(-1)?.body).toMatchObject({
    outcome: "churned",
    effectiveAt: "2026-03-31T00:00:00.000Z",
  });
  const receipt = await (await server.browser.get(`/cancel?event=${flow.eventId}`)).text();
  expect(receipt).toContain("Your subscription ends on March\u00a031,\u00a02026.");
});

test("a person who ends subscriptions reads which one the customer has chosen", async () => {
  const server = await open(manual);
  server.session.customer = {
    userId: "user_1",
    subscriptions: [{ id: "sub_1", label: "Team <yearly>" }, { id: "sub_2" }],
  };
  const labelled = await server.startFlow({ subscription: "sub_1" });
  const plain = await server.startFlow({ subscription: "sub_2" });
  for (const flow of [labelled, plain]) await server.bringBack(flow);
  await server.retent.drainOnce();
  const { text } = await read(server, "?view=outbox");
  expect(text).toContain("<dt>Subscription</dt><dd><bdi>Team &lt;yearly&gt; (sub_1)</bdi></dd>");
  expect(text).toContain("<dt>Subscription</dt><dd><bdi>sub_2</bdi></dd>");
  expect((await read(server, `?event=${labelled.eventId}`)).text).toContain("Team &lt;yearly&gt; (sub_1)");
});

test.each(["", "tomorrow", "2026-02-30", "31.03.2026"])("a date of %j is refused", async (date) => {
  const server = await open(manual);
  const flow = await server.startFlow();
  await server.bringBack(flow);
  const response = await server.browser.postForm(
    "/admin",
    { event: flow.eventId, do: "ended", date },
    operator,
  );
  expect(response.status).toBe(400);
  expect((await server.store.find(flow.eventId))?.settlement?.confirmed).toBe(false);
});

test.each(["ev_of_no_cancellation", ""])("an event id of %j is refused", async (event) => {
  const server = await open(manual);
  const response = await server.browser.postForm(
    "/admin",
    { event, do: "ended", date: "2026-03-31" },
    operator,
  );
  expect(response.status).toBe(400);
});

test("a customer who stays, and one whom this server lets go, are on no such list", async () => {
  const staying = await open(manual);
  await staying.bringBack(await staying.startFlow(), { outcome: "recovered" });
  expect((await read(staying)).text).not.toContain("To be ended by hand");
  const automatic = await open();
  const flow = await automatic.startFlow();
  await automatic.bringBack(flow);
  expect((await read(automatic)).text).not.toContain("To be ended by hand");
  expect((await read(automatic, `?event=${flow.eventId}`)).text).not.toContain('value="ended"');
});
