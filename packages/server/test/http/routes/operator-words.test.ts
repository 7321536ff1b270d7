import { describe, expect, test } from "vitest";
import { giveUp, open, read } from "../operator-page.ts";

const day = 86_400_000;

/** A customer who left by a page of the merchant's, with an end in the future. */
async function leave(server: Awaited<ReturnType<typeof open>>): Promise<string> {
  const { eventId } = await server.retent.record({
    ...{ userId: "user_1", reasonKey: "not_using" },
    settlement: { outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z" },
  });
  return eventId;
}

describe("a list of cancellations", () => {
  test("says that a customer leaves on a date, and from then on that they left", async () => {
    const server = await open();
    await leave(server);
    const outcome = async () => (await read(server, "?view=cancellations")).text;
    expect(await outcome()).toContain('Leaves <span class="nowrap">on 2026-03-31</span>');
    server.clock.now += 40 * day;
    expect(await outcome()).toContain('Left <span class="nowrap">on 2026-03-31</span>');
  });

  test("says which ones are shown, and whether there are more", async () => {
    const server = await open();
    for (let index = 0; index < 25; index += 1) await leave(server);
    expect((await read(server, "?view=cancellations")).text).toContain("25 cancellations, the newest first");
    await leave(server);
    const { text } = await read(server, "?view=cancellations");
    expect(text).toContain("1–25 of more than 25, the newest first");
    expect(text).not.toContain(">Previous<");
    const next = /href="\/api\/retent\/admin(\?[^"]*after=[^"]*)">Next/.exec(text)?.[1];
    expect((await read(server, next?.replaceAll("&amp;", "&"))).text).toContain("26–26 of 26, the newest");
  });
});

test("a reason is read as words, the same everywhere, and its key is still to be seen", async () => {
  const server = await open();
  const eventId = await leave(server);
  for (const query of ["?view=cancellations", `?event=${eventId}`])
    expect((await read(server, query)).text).toContain('<bdi title="not_using">Not using</bdi>');
});

test("a customer's page says whose it is, and names the cancellation that it leads to", async () => {
  const server = await open();
  const eventId = await leave(server);
  const { text } = await read(server, "?user=user_1");
  expect(text).toContain("<h1>Customer <bdi>user_1</bdi></h1>");
  const reference = `${eventId.slice(0, 4)}-${eventId.slice(4, 8)}`.toUpperCase();
  expect(text).toContain(`View cancellation <bdi>${reference}</bdi>`);
  expect(text).toContain("Billing says nothing about this customer.");
});

test("how often a customer decided is said once it is more than once", async () => {
  const server = await open({
    onResult: ({ outcome }) =>
      outcome === "churned" ? { outcome, effectiveAt: "2026-03-31T00:00:00Z" } : { outcome },
  });
  const flow = await server.startFlow();
  await server.bringBack(flow);
  const page = async () => (await read(server, `?event=${flow.eventId}`)).text;
  expect(await page()).not.toContain("Times decided");
  await server.browser.postForm("/keep", { event: flow.eventId });
  expect(await page()).toContain("<dt>Times decided</dt><dd>2</dd>");
});

test("the overview counts the open cancellations, and labels every line of its chart", async () => {
  const server = await open();
  await server.startFlow();
  await leave(server);
  const { text } = await read(server);
  expect(text).toContain('<div class="card tile"><b>1</b>Open</div>');
  const labels = [...text.matchAll(/<span aria-hidden="true">(\d+)<\/span>/g)].map(([, label]) => label);
  expect(labels.slice(0, 3)).toEqual(["4", "2", "0"]);
  expect(text).toContain("<dt>Environment</dt><dd><bdi>Sandbox</bdi></dd>");
});

test("the outbox counts what there is, and nothing else", async () => {
  const server = await open();
  expect((await read(server, "?view=outbox")).text).not.toMatch(/class="badge (danger|accent)"/);
  await giveUp(server);
  const { text } = await read(server, "?view=outbox");
  expect(text).toContain('<h2>Failed permanently</h2><span class="badge danger">1</span>');
  expect(text).toContain("<h2>Waiting to be sent</h2></div>");
});

test("asked to retry, the page leads to that, and has closing beside it", async () => {
  const server = await open();
  const { eventId } = await giveUp(server);
  const { text } = await read(server, `?event=${eventId}&confirm=retry`);
  expect(text).toContain('<button class="primary">Retry now</button>');
  expect(text).toMatch(/<a class="button" [^>]*>Close without reporting<\/a>/);
  expect(text).toContain("It is sent again at once.");
});

test("what to do about a failed task stands once on a cancellation's page, above, and the reason in the summary", async () => {
  const server = await open();
  const { eventId } = await giveUp(server);
  const { text } = await read(server, `?event=${eventId}`);
  expect(text.match(/What to do:/g)).toHaveLength(1);
  expect(text.indexOf("What to do:")).toBeLessThan(text.indexOf("<h2>Timeline"));
  expect(text.match(/<dt>Reason<\/dt><dd><bdi title="too_expensive">/g)).toHaveLength(2);
});

test("of a task that will be refused again neither a retry nor closing stands out", async () => {
  const server = await open();
  await giveUp(server);
  const { text } = await read(server, "?view=outbox");
  expect(text).toMatch(/<a class="button" [^>]*>Retry<\/a>/);
  expect(text).toMatch(/<a class="button" [^>]*>Close without reporting<\/a>/);
});
