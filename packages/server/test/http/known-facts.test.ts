import { describe, expect, test } from "vitest";
import { customer, nextPayment, price, type ShopOptions, startShop, whose } from "./known-shop.ts";
import { confirm, openPage } from "./plain-page.ts";

describe("price and next payment", () => {
  test("are on the plain page of a subscription that was chosen before", async () => {
    const { startFlow, open } = await startShop();
    const { eventId } = await startFlow();
    const page = await open(`/cancel?event=${eventId}&unread`);
    expect(page).toContain(price);
    expect(page).toContain(nextPayment);
    // The customer may have decided to stay.
    expect(page).toContain("<h1>Do you still want to cancel?</h1>");
    expect(page).toContain("<dt>Subscription</dt><dd><bdi>Team</bdi>");
    expect(page).not.toContain("You are about to cancel");
  });

  test("are on the page to keep a subscription, and on the one that says that it continues", async () => {
    const server = await startShop();
    await confirm(server, await openPage(server));
    const page = await server.open("/keep");
    expect(page).toContain(price);
    expect(page).toContain(nextPayment);
    const event = /name="event" value="([^"]+)"/.exec(page)?.[1] ?? "";
    await server.browser.postForm("/keep", { event });
    const kept = await server.open(`/keep?event=${event}`);
    expect(kept).toContain("Your cancellation has been taken back. Nothing is cancelled.");
    expect(kept).toContain(nextPayment);
    expect(kept).toMatch(/<dt>Taken back on<\/dt><dd><time [^>]+>March 1, 2026/);
    expect(kept).toMatch(/<dt>Reference<\/dt><dd><bdi>[0-9A-F]{4}-[0-9A-F]{4}</);
  });

  test("are on the page of a customer who stays, whether or not billing has confirmed that", async () => {
    const server = await startShop({ onResult: ({ outcome }) => ({ outcome }) });
    const flow = await server.startFlow();
    await server.bringBack(flow, { outcome: "recovered" });
    const page = await server.open(`/return?event=${flow.eventId}`);
    expect(page).toContain(price);
    expect(page).toContain(nextPayment);

    const slow = await startShop({ onResult: () => ({ pending: true }) });
    const open = await slow.startFlow();
    await slow.bringBack(open, { outcome: "recovered" });
    const waiting = await slow.open(`/return?event=${open.eventId}`);
    expect(waiting).toContain("We have received your decision to stay");
    expect(waiting).toContain("Nothing is cancelled. We are now processing your decision to stay.");
    expect(waiting).toContain("If your account doesn’t show this within a few days, contact us.");
    expect(waiting).toContain(price);
    expect(waiting).toContain(nextPayment);
  });

  test.each([
    ["billing has yet to say what became of it", { pending: true }],
    ["billing says that it is over, without a date", { outcome: "churned" }],
  ] as const)(
    "are all that is said to a customer who stays with what may end already, if %s",
    async (_, answer) => {
      const server = await startShop({
        identify: () => ({ ...customer, subscriptions: [] }),
        onResult: () => answer,
      });
      const flow = await server.startFlow();
      await server.bringBack(flow, { outcome: "recovered" });
      const page = await server.open(`/return?event=${flow.eventId}`);
      expect(page).toContain("We are now processing your decision to stay.");
      expect(page).not.toContain("Nothing is cancelled");
    },
  );

  test("stand beside an offer that billing has not given yet", async () => {
    const { startFlow, bringBack, open } = await startShop({ onResult: () => ({ pending: true }) });
    const flow = await startFlow();
    await bringBack(flow, {
      outcome: "recovered",
      offer: { type: "discount", accepted: true, label: "50% off" },
    });
    const page = await open(`/return?event=${flow.eventId}`);
    expect(page).toContain("<dt>Your offer</dt><dd><bdi>50% off</bdi></dd>");
    expect(page).toContain(price);
    expect(page).not.toContain("Price with the offer");
  });

  test("are left out if billing does not say them in time", async () => {
    let isHanging = false;
    const server = await startShop({
      contextTimeoutMs: 20,
      identify: () => (isHanging ? new Promise<never>(() => {}) : customer),
    });
    const receipt = await confirm(server, await openPage(server));
    isHanging = true;
    const event = /data-event="([^"]+)"/.exec(receipt)?.[1] ?? "";
    const page = await server.open(`/keep?event=${event}`);
    expect(page).toContain("<h1>Keep your subscription</h1>");
    expect(page).not.toContain("<dt>Price</dt>");
  });
});

describe("a customer who leaves", () => {
  const noMore = "<p>No further payment will be taken.</p>";
  const leave = async (options: ShopOptions) => {
    const server = await startShop(options);
    const id = await openPage(server);
    return { server, id, receipt: await confirm(server, id) };
  };
  const withTerms = (terms: object): ShopOptions => ({
    identify: () => ({ ...customer, subscriptions: [{ id: "sub_1", label: "Team", ...terms }] }),
  });

  test("reads that no payment is left, and the price, once billing has confirmed the end", async () => {
    const { server, id, receipt } = await leave({});
    for (const page of [receipt, await server.open(`/return?event=${id}`)]) {
      expect(page).toContain(noMore);
      expect(page).toContain(price);
      expect(page).not.toContain("Next payment");
    }
  });

  test.each([
    ["a payment is due before the end", { price: "€24.00 / month", renewsAt: "2026-03-14T10:00:00Z" }],
    ["the price is not known", { renewsAt: "2026-03-28T10:00:00Z" }],
    ["the next payment is not known", { price: "€24.00 / month" }],
  ])("is promised nothing about payments if %s", async (_, terms) => {
    const { receipt } = await leave(withTerms(terms));
    expect(receipt).toContain("Your subscription ends on March\u00a028,\u00a02026.");
    expect(receipt).not.toContain(noMore);
  });

  test("is promised nothing about payments if another subscription goes on", async () => {
    const subscriptions = [...(customer.subscriptions ?? []), { id: "sub_2", label: "Storage" }];
    const server = await startShop({ identify: () => ({ ...customer, subscriptions }) });
    const flow = await server.startFlow({ subscription: "sub_1" });
    await server.bringBack(flow, { outcome: "churned" });
    const page = await server.open(`/return?event=${flow.eventId}`);
    expect(page).toContain("Your subscription ends on March\u00a028,\u00a02026.");
    expect(page).not.toContain(noMore);
  });

  test("reads which payment may still be taken, and when to ask, while billing decides", async () => {
    const { server, id, receipt } = await leave({ onResult: () => ({ pending: true }) });
    for (const page of [receipt, await server.open(`/return?event=${id}`)]) {
      expect(page).toMatch(
        /<p>Your cancellation is now being processed\.[^<]+<\/p>\s*<p>The payment due on March\s28,\s2026 may still be taken if the end date is later\.<\/p>\s*<p>[^<]+contact us\.<\/p>/,
      );
      expect(page).toContain(nextPayment);
      expect(page).not.toContain(noMore);
      expect(page).not.toContain("is cancelled");
    }
  });

  test("reads no date of a payment that is not known", async () => {
    const { receipt } = await leave({ ...withTerms({}), onResult: () => ({ pending: true }) });
    expect(receipt).toContain("<p>A payment due before the end date may still be taken.</p>");
  });
});

test("who withdraws is promised nothing about payments, which the law decides", async () => {
  const server = await startShop();
  const event = await openPage(server, "?preset=eu-withdrawal");
  await server.browser.postForm("/cancel", { event, preset: "eu-withdrawal", subscription: "sub_1" });
  const receipt = await server.open(`/cancel?event=${event}`);
  expect(receipt).toContain("<dt>Withdrawal received</dt>");
  expect(receipt).toContain('<p class="kind">Withdrawal receipt</p>');
  expect(receipt).not.toContain("No further payment");
  expect(receipt).not.toContain("Next payment");
});

test("a receipt says that it is one, on screen and as a file", async () => {
  const server = await startShop();
  const event = await openPage(server);
  for (const receipt of [await confirm(server, event), await server.open(`/cancel?event=${event}&file=1`)]) {
    expect(receipt).toMatch(/<p class="kind">Cancellation receipt<\/p>\s*<h1>/);
    expect(receipt).toContain("<dt>Cancellation received</dt>");
  }
});

test("the return page names the open cancellation's subscription and account", async () => {
  const { startFlow, open } = await startShop();
  expect(await open("/return")).not.toContain("ada@mail.example");
  await startFlow();
  const page = await open("/return");
  for (const fact of whose) expect(page).toContain(fact);
});

describe("a customer who stays for an offer", () => {
  const stay = async (metadata: Record<string, string>) => {
    const { startFlow, bringBack, open } = await startShop({
      onResult: ({ outcome }) => ({ outcome, metadata }),
    });
    const flow = await startFlow();
    await bringBack(flow, {
      outcome: "recovered",
      offer: { type: "discount", accepted: true, label: "50% off" },
    });
    return open(`/return?event=${flow.eventId}`);
  };

  test("reads that it was applied, and prices and next payment in the order in which they are paid", async () => {
    const page = await stay({
      priceBefore: "€24.00",
      priceAfter: "€12.00",
      priceLater: "€24.00 from June 1",
    });
    expect(page).toContain("<p>Your offer has been applied. You don’t have to do anything else.");
    expect(page).toMatch(
      /<dt>Price before<\/dt><dd><bdi>€24.00<.*\s*<div><dt>Price with the offer<\/dt><dd><strong><bdi>€12.00<.*\s*<div><dt>Next payment<\/dt><dd>March 28, 2026<.*\s*<div><dt>Price afterwards<\/dt><dd><bdi>€24.00 from June 1</,
    );
    // The price that billing lists is the one without the offer.
    expect(page).not.toContain("<dt>Price</dt>");
  });

  test("reads one price beside the offer's where it is the same before and afterwards", async () => {
    const page = await stay({ priceBefore: "€24.00", priceAfter: "€12.00", priceLater: "€24.00" });
    expect(page).toContain("<dt>Price afterwards</dt><dd><bdi>€24.00</bdi>");
    expect(page).not.toContain("Price before");
  });

  test("does not read that it was applied if billing names no price with it", async () => {
    const page = await stay({});
    expect(page).toContain('<h1 id="title">Your subscription continues</h1>');
    expect(page).not.toContain("has been applied");
  });
});

test("the declared end and the date that it comes to stand in one row", async () => {
  const { open } = await startShop({
    identify: () => ({
      ...customer,
      subscriptions: [{ id: "sub_1", label: "Team", endsIfCancelled: "2026-05-28T10:00:00Z" }],
    }),
  });
  const page = await open("/cancel?preset=de");
  expect(page).toContain("<dd>zum nächstmöglichen Zeitpunkt (28.\u00a0Mai\u00a02026)</dd>");
  expect(page).not.toContain("<dt>Endet am</dt>");
});

test("help is printed with its address where a button holds it on screen", async () => {
  const supportUrl = "mailto:help@lumen.example";
  const server = await startShop({ brand: { supportUrl } });
  const page = await server.open("/nowhere");
  expect(page).toContain(`<a class="button" href="${supportUrl}"`);
  expect(page).toContain(`<p class="printed"><a href="${supportUrl}"`);
});
