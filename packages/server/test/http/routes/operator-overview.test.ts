import { describe, expect, test } from "vitest";
import { answer } from "../../fake-retentbase.ts";
import { decided } from "../../stores/stored-cancellation.ts";
import { add, giveUp, open, read, uuid } from "../operator-page.ts";

describe("the overview", () => {
  test("says that nothing needs attention, and who ends subscriptions", async () => {
    const server = await open();
    await server.startFlow();
    const { text } = await read(server);
    expect(text).toContain("Nothing needs your attention.");
    expect(text).toContain("Your function onResult ends subscriptions.");
    expect(text).toContain('href="/api/retent/health?deep=1"');
  });

  test("does not say that all is well before anything was tried", async () => {
    const { text } = await read(await open());
    expect(text).toContain("Nothing has been checked yet.");
    expect(text).not.toContain("Nothing needs your attention.");
    expect(text).not.toContain("<svg");
  });

  test("says what failed, what is paused, and why", async () => {
    const server = await open();
    await giveUp(server);
    server.retentbase.reply("update", answer(401));
    await server.bringBack(await server.startFlow());
    await server.retent.drainOnce();
    const { text } = await read(server);
    expect(text).toContain("<b>1 task failed permanently.</b>");
    expect(text).toContain("<b>Paused.</b>");
    expect(text).toContain("unauthorized (401)");
    expect(text).not.toContain("Nothing needs your attention.");
  });

  test("draws the last 30 days, with every figure in a table", async () => {
    const server = await open();
    await server.bringBack(await server.startFlow());
    server.retentbase.reply("link", () => new Response("busy", { status: 503 }));
    await server.startFlow();
    const table = () => read(server).then(({ text }) => text.slice(text.indexOf("Figures by day")));
    const row = '?view=cancellations&amp;from=2026-03-01&amp;to=2026-03-01">2026-03-01</a></td>';
    const cells = ["2", "1", "0", "1", "1", "0", "0", "1 (RetentBase could not be reached: 1)", "1 of 1"];
    await expect.poll(table).toContain(row + cells.map((cell) => `<td>${cell}</td>`).join(""));
    const { text } = await read(server);
    expect(text).toContain('<desc id="outcomes-d">Left: 1; Stayed: 0; Open: 1.');
    expect(text).toContain('<div class="card tile"><b>50%</b>Saw the plain page</div>');
    expect(text.match(/<svg[^>]* role="img" aria-labelledby="/g)).toHaveLength(2);
    server.clock.now += 30 * 86_400_000;
    expect((await read(server)).text).toContain("Nothing has happened in these 30 days.");
  });

  test("compares the figures with those of the 30 days before, unless some of them may be pruned", async () => {
    const server = await open();
    await server.bringBack(await server.startFlow());
    await expect.poll(async () => (await read(server)).text).toContain("<b>1</b>Left</div>");
    server.clock.now += 30 * 86_400_000;
    await server.startFlow();
    const { text } = await read(server);
    expect(text).toContain('<b>1</b>Started<small class="">Same as the 30 days before</small>');
    expect(text).toContain('<b>0</b>Left<small class="up">1 fewer than the 30 days before</small>');

    const brief = await open({ retentionDays: 59 });
    await brief.startFlow();
    brief.clock.now += 30 * 86_400_000;
    await brief.startFlow();
    expect((await read(brief)).text).not.toContain("the 30 days before");
  });

  test("draws no axis where there is nothing to count", async () => {
    const server = await open({ plan: "core" });
    await server.retent.record({
      ...{ userId: "user_1", reasonKey: "not_using" },
      settlement: { outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z" },
    });
    const { text } = await read(server);
    expect(text).toContain('<p class="note">No customer was sent to the hosted page.</p>');
    expect(text.match(/<svg[^>]* role="img"/g)).toHaveLength(1);
  });

  test("counts the reasons that customers chose, without tests, their words and those who were not asked", async () => {
    const server = await open();
    const chosen = ["not_using", "too_expensive", "not_using", "not_using"];
    for (const reasonKey of [...chosen, "not_asked", "withdrawal", "extraordinary"])
      await server.retent.record({
        ...{ userId: "user_1", reasonKey, reasonText: "in their own words" },
        settlement: { outcome: "churned" },
      });
    const test = { ...decided, eventId: uuid(9), userId: "retent-test-1", createdAt: server.clock.now };
    await add(server, test);
    const { text } = await read(server);
    expect(text).toMatch(
      /Not using<\/bdi> <span><b>3<\/b> · 75%<\/span>.*Too expensive<\/bdi> <span><b>1<\/b> · 25%<\/span>/,
    );
    expect(text).not.toContain("in their own words");
    server.clock.now += 40 * 86_400_000;
    await server.startFlow();
    expect((await read(server)).text).toMatch(/Reasons customers gave<\/h3>\s*<p class="note">None\./);
  });

  test("leads to a first customer step by step, and ticks what a test has shown to work", async () => {
    const server = await open();
    const empty = (await read(server)).text;
    expect(empty).toContain('<a href="/api/retent/admin/setup#test">Run a test cancellation</a>');
    expect(empty).not.toContain(">Done<");
    await add(server, { ...decided, eventId: uuid(1), userId: "retent-test-1", sessionId: "cs_1" });
    expect((await read(server)).text.match(/<li class="done">/g)).toHaveLength(2);
    await server.startFlow();
    expect((await read(server)).text).not.toContain("First steps");
  });

  test("of a quiet shop, whose cancellations are deleted by now, has no first steps", async () => {
    const server = await open();
    const at = server.clock.now - 800 * 86_400_000;
    await server.store.addDailyCounts?.({ environment: "sandbox", at, counts: { "link_ms:250": 1 } });
    const { text } = await read(server);
    expect(text).toContain("Nothing has happened in these 30 days.");
    expect(text).not.toContain("First steps");
  });
});
