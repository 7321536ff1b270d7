import { describe, expect, test } from "vitest";
import type { Billing } from "../../../src/billing/billing.ts";
import { start } from "../../server-under-test.ts";
import { decided, now } from "../../stores/stored-cancellation.ts";
import { add, giveUp, open, operator, read, uuid } from "../operator-page.ts";

/** The events in a list, as they are linked. */
const readEvents = (text: string) => [...text.matchAll(/\?event=([^"&]+)"><bdi>/g)].map(([, id]) => id);

const readPage = (text: string, label: "Next" | "Previous") =>
  new RegExp(`href="/api/retent/admin(\\?[^"]*)">${label}<`).exec(text)?.[1]?.replaceAll("&amp;", "&");

describe("the list", () => {
  test("has the outcome first, and its status stands out only where a task failed or is waited for", async () => {
    const server = await open();
    const { eventId } = await giveUp(server);
    await add(server, { ...decided, eventId: uuid(1) });
    await add(server, { ...decided, eventId: uuid(2), status: "pending", settlement: null });
    const { text } = await read(server, "?view=cancellations");
    expect(text).toContain('<th scope="col">Outcome</th><th scope="col">Started</th>');
    const row = (id: string) => text.split("<tr>").find((each) => each.includes(`?event=${id}`)) ?? "";
    expect(row(eventId)).toContain('<span class="state"><i class="danger"></i>Task failed</span>');
    expect(row(uuid(1))).toContain(
      '<td class="calm"><span><span class="state"><i class="accent"></i>Settled</span></span></td>',
    );
    expect(row(uuid(1))).toContain('<span class="badge accent">Leaves ');
    expect(row(uuid(2))).toContain('<span class="state"><i class="warn"></i>Waiting for your billing</span>');
  });

  test("says that there is nothing yet", async () => {
    const { text } = await read(await open(), "?view=cancellations");
    expect(text).toContain("No customer has started a cancellation yet.");
    expect(text).not.toContain(">Next<");
  });

  test("goes on page by page to the oldest, also among cancellations of the same moment", async () => {
    const server = await open();
    for (let index = 0; index < 60; index += 1) await add(server, { eventId: uuid(index) });
    const seen: string[] = [];
    const sizes: number[] = [];
    let query: string | undefined = "?view=cancellations&status=started";
    while (query !== undefined) {
      const { text }: { text: string } = await read(server, query);
      const ids = readEvents(text).map(String);
      seen.push(...ids);
      sizes.push(ids.length);
      query = readPage(text, "Next");
      if (query !== undefined) expect(query).toContain("status=started");
    }
    expect(sizes).toEqual([25, 25, 10]);
    expect(seen).toEqual(Array.from({ length: 60 }, (_, index) => uuid(59 - index)));
  });

  test("goes back page by page to the newest, and says which ones are shown", async () => {
    const server = await open();
    for (let index = 0; index < 60; index += 1) await add(server, { eventId: uuid(index) });
    const shown: (string | undefined)[] = [];
    let query: string | undefined = "?view=cancellations";
    for (const label of ["Next", "Next", "Previous", "Previous", "Previous"] as const) {
      if (query === undefined) break;
      const { text }: { text: string } = await read(server, query);
      shown.push(/<caption>([^<,]*),/.exec(text)?.[1]);
      query = readPage(text, label);
    }
    expect(shown).toEqual([
      "1–25 of more than 25",
      "26–50 of more than 50",
      "51–60 of 60",
      "26–50 of more than 50",
      "1–25 of more than 25",
    ]);
    expect(query).toBeUndefined();
  });

  test("stays at the newest if an address names a page without a place", async () => {
    const server = await open();
    await add(server, { eventId: uuid(1) });
    for (const query of ["page=7", "page=7&after=x", "after=1.&after=x"]) {
      const { text } = await read(server, `?view=cancellations&${query}`);
      expect(text).toContain("1 cancellation, the newest first");
    }
  });

  test("is filtered by status, outcome and days, and keeps what was chosen in the form", async () => {
    const server = await open();
    await add(server, { eventId: uuid(1) });
    await add(server, { ...decided, eventId: uuid(2), createdAt: start + 86_400_000 - 1 });
    await add(server, { ...decided, eventId: uuid(3), createdAt: start + 86_400_000 });
    const find = async (query: string) =>
      readEvents((await read(server, `?view=cancellations&${query}`)).text);
    expect(await find("status=settled")).toEqual([uuid(3), uuid(2)]);
    expect(await find("outcome=churned&to=2026-03-01")).toEqual([uuid(2)]);
    expect(await find("outcome=recovered")).toEqual([]);
    expect(await find("from=2026-03-02")).toEqual([uuid(3)]);
    const all = [uuid(3), uuid(2), uuid(1)];
    for (const wrong of [
      "status=x",
      "outcome=%27",
      "from=2026-99-99",
      "after=x",
      "after=1.",
      "status=constructor",
    ])
      expect(await find(wrong)).toEqual(all);
    const { text } = await read(server, "?view=cancellations&status=settled&from=2026-03-01");
    expect(text).toContain('<option value="settled" selected>');
    expect(text).toContain('name="from" value="2026-03-01"');
  });

  test("is searched by a receipt's reference, by an event, a customer and a subscription", async () => {
    const server = await open();
    await add(server, { eventId: uuid(1), userId: "anna@shop.example", subscription: "sub_1" });
    await add(server, { eventId: uuid(2), userId: "user_2", retentBaseEventId: "ab12cd34-0000-4000-8000-0" });
    const find = async (search: string) =>
      readEvents((await read(server, `?${new URLSearchParams({ view: "cancellations", search })}`)).text);
    for (const text of [
      "3F2A-9C01",
      "3f2a-9c01",
      "3f2a9c01",
      " 3F2A9C01 ",
      "3F2A–9C01",
      uuid(1).toUpperCase(),
    ])
      expect(await find(text)).toEqual([uuid(1)]);
    expect(await find("AB12-CD34")).toEqual([uuid(2)]);
    expect(await find("anna")).toEqual([uuid(1)]);
    expect(await find("sub_1")).toEqual([uuid(1)]);
    for (const text of ["%", "_", "'", '"', "user%", "\0", "nothing", "x".repeat(5000)])
      expect(await find(text)).toEqual([]);
  });

  test("is saved as comma-separated values, filtered as it is shown", async () => {
    const server = await open();
    await add(server, { eventId: uuid(1), userId: "=cmd|' /C calc'!A0", createdAt: now });
    await add(server, { eventId: uuid(2), userId: 'a,"b"', subscriptionLabel: "-1", createdAt: now });
    await add(server, { eventId: uuid(3), createdAt: now - 86_400_000 });
    const query = "?view=cancellations&format=csv&from=2026-03-01";
    expect((await server.browser.get(`/admin${query}`)).status).toBe(401);
    const response = await server.browser.get(`/admin${query}`, operator);
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="retent-cancellations-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const text = await response.text();
    const [names, ...rows] = text.split("\r\n");
    expect(names).toMatch(/^reference,event_id,started_at,user_id,/);
    expect(rows).toHaveLength(3);
    expect(text).toContain("'=cmd|' /C calc'!A0");
    expect(text).toContain('"a,""b"""');
    expect(text).toContain(",'-1\r\n");
    expect(text).not.toContain(uuid(3));
  });

  test("is saved whole, however many pages it has", async () => {
    const server = await open();
    for (let index = 0; index < 501; index += 1) await add(server, { eventId: uuid(index) });
    const { text } = await read(server, "?view=cancellations&format=csv");
    expect(text.trimEnd().split("\r\n")).toHaveLength(502);
  });

  test("that a search may have cut short says so where it is saved, and in the file's name", async () => {
    const server = await open();
    await add(server, { eventId: uuid(1) });
    const link = async (query: string) =>
      /format=csv">([^<]*)</.exec((await read(server, `?view=cancellations${query}`)).text)?.[1];
    const name = async (query: string) =>
      (await server.browser.get(`/admin?view=cancellations&format=csv${query}`, operator)).headers.get(
        "content-disposition",
      );
    expect(await link("&status=started")).toBe("Export all of these as CSV");
    expect(await name("&status=started")).not.toContain("matches");
    expect(await link("&search=user_")).toBe("Export these as CSV (up to 1,000 matches of each kind of id)");
    expect(await name("&search=user_")).toMatch(
      /filename="retent-cancellations-up-to-1000-matches-of-each-id-\d{4}-\d\d-\d\d\.csv"$/,
    );
  });

  test("that finds nothing says what it looks for, as text, and leads back", async () => {
    const search = "<script>\u202e";
    const { text } = await read(await open(), `?${new URLSearchParams({ view: "cancellations", search })}`);
    expect(text).toContain("No cancellation matches “<bdi>&lt;script&gt;\u202e</bdi>”");
    expect(text).toContain('href="/api/retent/admin?view=cancellations">Clear search and filters');
  });

  test.each(["", "?view=cancellations", "?view=outbox", "?user=user_1"])(
    "and every other page is small while it is empty: %j",
    async (query) => {
      const { text } = await read(await open(), query);
      expect(Buffer.byteLength(text)).toBeLessThan(12_000);
    },
  );

  test("is not available on a store that has none, and nothing else fails", async () => {
    const server = await open();
    Object.assign(server.store, {
      listCancellations: undefined,
      readStatistics: undefined,
      addDailyCounts: undefined,
    });
    await server.startFlow();
    for (const query of ["", "?view=cancellations", "?user=user_1"]) {
      const { status, text } = await read(server, query);
      expect(status).toBe(200);
      expect(text).toContain("This store has no list of cancellations.");
    }
  });
});

describe("a customer's page", () => {
  test("has all of the customer's cancellations, how the latest stands, and what billing knows", async () => {
    const server = await open();
    await add(server, { eventId: uuid(1) });
    await add(server, { ...decided, eventId: uuid(2), createdAt: start + 1, context: null });
    await add(server, { eventId: uuid(3), userId: "user_12" });
    const { text } = await read(server, "?user=user_1");
    expect(readEvents(text)).toEqual([uuid(2), uuid(1)]);
    expect(text).toContain('The subscription ends on <span class="nowrap">2026-03-31</span>.');
    expect(text).toContain("<dt>Plan</dt><dd><bdi>Team</bdi></dd>");
    expect(text).not.toContain("naïve");
    server.clock.now = Date.parse("2026-04-01T00:00:00Z");
    const later = await read(server, "?user=user_1");
    expect(later.text).toContain('The subscription ended on <span class="nowrap">2026-03-31</span>.');
  });

  test("is shown although billing fails, and the report of that names no customer", async () => {
    const billing: Billing = {
      onResult: ({ outcome }) => ({ outcome }),
      context: () => Promise.reject(new Error("no customer user_1")),
      subscriptions: async () => [{ id: "sub_1", label: "Team" }],
    };
    const server = await open({ billing });
    const { status, text } = await read(server, "?user=user_1");
    expect(status).toBe(200);
    expect(text).toContain("<dt>Subscription</dt><dd><bdi>Team (sub_1)</bdi></dd>");
    const [failed] = server.eventsOf("request_failed");
    expect(String(failed?.error)).not.toContain("user_1");
  });

  test("of a customer without any says so", async () => {
    const { status, text } = await read(await open(), "?user=%3Cb%3E");
    expect(status).toBe(200);
    expect(text).toContain("There is no cancellation of this customer");
    expect(text).toContain("<bdi>&lt;b&gt;</bdi>");
  });
});

describe("the confirmation", () => {
  test("of a retry and of a close says what of, and posts what the commands do", async () => {
    const server = await open();
    const { eventId } = await giveUp(server);
    const retry = (await read(server, `?event=${eventId}&confirm=retry`)).text;
    expect(retry).toContain("<h1>Retry this task?</h1>");
    expect(retry).toContain("Report the outcome to RetentBase");
    expect(retry).toContain(`<input type="hidden" name="event" value="${eventId}">`);
    expect(retry).not.toContain('name="do"');
    const close = (await read(server, `?event=${eventId}&confirm=close`)).text;
    expect(close).toContain("<h1>Close this task?</h1>");
    expect(close).toContain("RetentBase will not receive this outcome.");
    expect(close).toContain('<button class="primary">Close without reporting</button>');
    for (const page of [retry, close])
      expect(page).toMatch(/<bdi>user_1<\/bdi><\/a>: Left[^,]*, decided <time datetime="2026-03-01T00:00/);
    expect(close).toContain('<input type="hidden" name="do" value="set_aside">');
    expect(await server.store.count()).toMatchObject({ dead: 1 });
  });

  test("of everything is for a retry alone", async () => {
    const server = await open();
    await giveUp(server);
    await giveUp(server);
    const { text } = await read(server, "?confirm=retry");
    expect(text).toContain("<h1>Retry 2 tasks?</h1>");
    expect(text.match(/: Left[^,]*, decided /g)).toHaveLength(2);
    expect((await read(server, "?confirm=close")).text).not.toContain("<h1>Close");
  });

  test("of what is done meanwhile has nothing to press", async () => {
    const server = await open();
    const { eventId } = await server.startFlow();
    const { text } = await read(server, `?event=${eventId}&confirm=close`);
    expect(text).toContain("There is nothing to do any more.");
    expect(text).not.toContain("<button class");
  });
});
