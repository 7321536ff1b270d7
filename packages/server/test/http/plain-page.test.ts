import { describe, expect, test } from "vitest";
import { type ServerUnderTest, startServer } from "../server-under-test.ts";
import { customer, nextPayment, price, type ShopOptions, startShop } from "./known-shop.ts";

describe("the plain page", () => {
  const openPlainPage = async (
    { endsIfCancelled, renewsAt }: { endsIfCancelled?: string; renewsAt?: string },
    path = "/cancel",
    start: (options: ShopOptions) => Promise<Pick<ServerUnderTest, "browser">> = startShop,
  ) => {
    const [subscription] = customer.subscriptions ?? [];
    const known = {
      ...{ id: "sub_1", ...subscription },
      ...(endsIfCancelled && { endsIfCancelled }),
      ...(renewsAt && { renewsAt }),
    };
    const { browser } = await start({ identify: () => ({ ...customer, subscriptions: [known] }) });
    return (await browser.get(path, { accept: "text/html" })).text();
  };
  const noMore = "<p>No further payment will be taken.</p>";
  const keepUntil = "Until then, you can take your cancellation back.";

  test("says when the subscription would end, and no longer that a payment is next", async () => {
    const page = await openPlainPage({ endsIfCancelled: "2026-03-28T10:00:00Z" });
    expect(page).toContain(
      "Your subscription then ends on <strong>March\u00a028,\u00a02026</strong>. It does not renew after that.",
    );
    expect(page).toContain(price);
    expect(page).not.toContain("Next payment");
    expect(page).toContain(noMore);
  });

  test("says how long the cancellation could be taken back", async () => {
    const page = await openPlainPage({ endsIfCancelled: "2026-03-28T10:00:00Z" });
    expect(page).toContain(`It does not renew after that. ${keepUntil}</p>`);
  });

  test.each([
    ["it ends immediately", { endsIfCancelled: "now" }],
    ["its end is over already", { endsIfCancelled: "2026-02-28T10:00:00Z" }],
    ["its end is not known", {}],
  ])("says nothing about taking it back if %s", async (_, known) => {
    const page = await openPlainPage(known);
    expect(page).toContain("Confirm cancellation");
    expect(page).not.toContain(keepUntil);
  });

  test("says nothing about taking it back if this server can't undo it", async () => {
    const page = await openPlainPage({ endsIfCancelled: "2026-03-28T10:00:00Z" }, "/cancel", (options) =>
      startServer({ ...options, settle: "manual" }),
    );
    expect(page).toContain("Your subscription then ends on");
    expect(page).not.toContain(keepUntil);
  });

  test("promises nothing about payments if another subscription goes on", async () => {
    const subscriptions = [
      ...(customer.subscriptions ?? []).map((each) => ({
        ...each,
        endsIfCancelled: "2026-03-28T10:00:00Z",
      })),
      { id: "sub_2", label: "Storage" },
    ];
    const { open } = await startShop({ identify: () => ({ ...customer, subscriptions }) });
    const page = await open("/cancel?subscription=sub_1");
    expect(page).toContain(keepUntil);
    expect(page).not.toContain(noMore);
  });

  test("names a payment that is due before the end", async () => {
    const page = await openPlainPage({
      endsIfCancelled: "2026-05-28T10:00:00Z",
      renewsAt: "2026-03-28T10:00:00Z",
    });
    expect(page).toContain("then ends on <strong>May\u00a028,\u00a02026</strong>");
    expect(page).toContain(nextPayment);
    expect(page).not.toContain(noMore);
  });

  test("says that the subscription would end immediately", async () => {
    const page = await openPlainPage({ endsIfCancelled: "now" });
    expect(page).toContain("Your subscription then ends immediately.");
    expect(page).not.toContain("Next payment");
  });

  test("promises nothing where the end is not known", async () => {
    const page = await openPlainPage({});
    expect(page).toMatch(
      /Your account shows the end date once it is set\.<\/p>\s*<p>A payment due before the end date may still be taken\.<\/p>/,
    );
    expect(page).toContain(nextPayment);
    expect(page).not.toContain("then ends");
  });

  test("says of a withdrawal nothing about the end of a period or a payment after it", async () => {
    const page = await openPlainPage(
      { endsIfCancelled: "2026-03-28T10:00:00Z" },
      "/cancel?preset=eu-withdrawal",
    );
    expect(page).toContain("We then refund what the law says you are owed.");
    expect(page).toContain(price);
    expect(page).not.toContain("Next payment");
    expect(page).not.toContain("then ends");
    expect(page).not.toContain(keepUntil);
    expect(page).not.toContain("payment will be taken");
  });
});

test("a withdrawal's page says what it undoes, and what follows", async () => {
  const { open } = await startShop();
  expect(await open("/cancel?preset=eu-withdrawal")).toContain(
    "we record your withdrawal right away and show you a receipt. We then refund what the law says you are owed.",
  );
  expect(await open("/cancel?preset=eu-withdrawal")).toContain(
    "You can withdraw within the period that the law sets, in the EU usually 14 days.</p>",
  );
});

test("the words of a law come with a way to ask for another date, or an end for cause", async () => {
  const supportUrl = "https://lumen.example/help";
  const { open } = await startShop({ brand: { supportUrl } });
  for (const [preset, question] of [
    ["de", "Sie möchten zu einem anderen Zeitpunkt oder außerordentlich kündigen?"],
    ["fr", "Vous souhaitez une autre date, ou résilier pour un motif légitime\u00a0?"],
  ])
    expect(await open(`/cancel?preset=${preset}`)).toContain(`${question} <a href="${supportUrl}"`);
  expect(await open("/cancel")).not.toContain('<p class="note">');
  const without = await startShop();
  expect(await without.open("/cancel?preset=de")).not.toContain('<p class="note">');
});

describe("a page about something else", () => {
  test("asks the customer to sign in, without a warning", async () => {
    const { open } = await startShop({ identify: () => null });
    const page = await open("/cancel");
    expect(page).toContain("<h1>Please sign in</h1>");
    expect(page).toContain("<p>Until then, nothing is cancelled here.</p>");
    expect(page).not.toContain("mark problem");
  });

  test("leads a customer who has signed in meanwhile to what was asked for", async () => {
    const { open } = await startShop({ identify: () => null });
    expect(await open("/keep?lang=en")).toMatch(
      /<a href="[^"]+\/keep\?lang=en">I’ve signed in: start again</,
    );
  });

  test("says that there is no such page", async () => {
    const { open } = await startShop();
    expect(await open("/nothing")).toContain("<h1>Page not found</h1>");
  });
});
