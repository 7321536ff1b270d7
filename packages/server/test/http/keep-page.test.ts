import { describe, expect, test } from "vitest";
import type { Customer } from "../../src/customer.ts";
import { startServer } from "../server-under-test.ts";
import { customer, nextPayment, price, startShop, whose } from "./known-shop.ts";
import { confirm, openPage } from "./plain-page.ts";

test("the page to keep a subscription says at once what it does, and what applies to those who stay", async () => {
  const server = await startShop();
  await confirm(server, await openPage(server));
  const page = await server.open("/keep");
  expect(page).toMatch(/<\/h1>\s*<p>If you have changed your mind/);
  expect(page).toMatch(/<h2[^>]*>If you stay<\/h2>\s*<dl>\s*<div><dt>Price</);
});

test("the whole id stands on the receipt under its reference, and on other pages the reference alone", async () => {
  const server = await startShop();
  const event = await openPage(server);
  const whole =
    /<dt>Reference<\/dt><dd><bdi>([0-9A-F-]{9})<\/bdi><small><bdi>([0-9a-f-]{36})<\/bdi><\/small><\/dd>/;
  const [, reference, id = "none"] = whole.exec(await confirm(server, event)) ?? [];
  for (const path of ["/keep", `/return?event=${event}`]) {
    const page = (await server.open(path)).replace(/<(?:input|a) [^>]+>/g, "");
    expect(page).toContain(`<dt>Reference</dt><dd><bdi>${reference}</bdi></dd>`);
    expect(page).not.toContain(id);
  }
});

describe("the page of a customer who has nothing to take back", () => {
  const nothing = "<h1>There is no cancellation to take back</h1>";

  test("says whose account it is, and which subscription", async () => {
    const { open } = await startShop();
    const page = await open("/keep");
    expect(page).toContain("<p>There is no cancellation to take back.</p>");
    for (const fact of whose) expect(page).toContain(fact);
  });

  test("says that the subscription continues, at which price, and when it is paid for next", async () => {
    const { open } = await startShop();
    const page = await open("/keep");
    expect(page).toContain("<h1>Your subscription continues</h1>");
    expect(page).toContain(price);
    expect(page).toContain(nextPayment);
  });

  test("doesn't say that a subscription continues that the customer has asked to leave", async () => {
    const server = await startServer({ identify: () => customer, settle: "manual" });
    await confirm(server, await openPage(server));
    const page = await (await server.browser.get("/keep", { accept: "text/html" })).text();
    expect(page).toContain(nothing);
    expect(page).not.toContain("<h1>Your subscription continues</h1>");
    expect(page).not.toContain(nextPayment);
  });

  test("says when the subscription ended", async () => {
    let subscriptions = customer.subscriptions;
    const clock = { now: Date.UTC(2026, 2, 1) };
    const server = await startShop({
      clock,
      identify: () => ({ ...customer, ...(subscriptions && { subscriptions }) }),
    });
    await confirm(server, await openPage(server));
    clock.now = Date.UTC(2026, 3, 1);
    subscriptions = [];
    const page = await server.open("/keep");
    expect(page).toContain(nothing);
    expect(page).toContain("<p>Your subscription ended on March\u00a028,\u00a02026.</p>");
    expect(page).toContain(whose[0]);
  });

  test("does not say that one ended which may have been bought again, and that nothing lists", async () => {
    let isListed = true;
    const clock = { now: Date.UTC(2026, 2, 1) };
    const { subscriptions: _, ...unlisted } = customer;
    const server = await startShop({
      clock,
      identify: () => (isListed ? customer : { ...unlisted, context: { plan: "Bought since" } }),
    });
    await confirm(server, await openPage(server));
    clock.now = Date.UTC(2026, 3, 1);
    isListed = false;
    const page = await server.open("/keep");
    expect(page).toContain(nothing);
    expect(page).not.toContain("Your subscription ended");
    expect(page).not.toContain("Bought since");
  });

  test("names no subscription if there are several", async () => {
    const subscriptions = [...(customer.subscriptions ?? []), { id: "sub_2", label: "Storage" }];
    const { open } = await startShop({ identify: () => ({ ...customer, subscriptions }) });
    const page = await open("/keep");
    expect(page).toContain(nothing);
    expect(page).toContain("<dt>Account</dt>");
    expect(page).not.toContain("<dt>Subscription</dt>");
  });

  test("names the account of a cancellation that this browser has begun, signed in or not", async () => {
    let signedIn: Customer | null = customer;
    const { open, startFlow } = await startShop({ identify: () => signedIn });
    await startFlow();
    signedIn = null;
    const page = await open("/keep");
    expect(page).toContain(nothing);
    expect(page).toContain("<dt>Account</dt><dd><bdi>u…1</bdi></dd>");
  });
});
