import { expectForwarded, goBack, goToHostedPage, leave, patchStatuses, takeOffer } from "./journey.ts";
import { expect, test } from "./shop.ts";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a customer leaves, and the account page and RetentBase tell when", async ({ page, shop }) => {
      await goToHostedPage(page, shop);
      await leave(page);
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Show the result" }).click();

      await expect(
        page.getByText(/^Your subscription ends on \w+\s1,\s\d{4}\. It does not renew after that\.$/),
      ).toBeVisible();
      await goBack(page, "Your subscription is cancelled");
      await expect(page).toHaveURL(`${shop.url}/`);
      await expect(page.getByText(/^Ends on /)).toBeVisible();
      await expectForwarded(shop, "churned");
      const [event] = shop.emulator().state().events;
      expect(event?.reasonKey).toBe("too_expensive");
      expect(event?.effectiveAt).toMatch(/^\d{4}-\d\d-01T00:00:00/);
      expect(patchStatuses(shop)).toEqual([200]);
    });

    test("a customer who has left keeps the subscription from the account page", async ({ page, shop }) => {
      await goToHostedPage(page, shop);
      await leave(page);
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Show the result" }).click();
      await goBack(page, "Your subscription is cancelled");
      await page.getByRole("link", { name: "Keep my subscription" }).click();
      await page.getByRole("button", { name: "Keep my subscription" }).click();
      await goBack(page, "Your subscription continues");
      await expect(page.getByRole("button", { name: "Cancel subscription" })).toBeVisible();
    });

    test("a customer takes the offer and stays", async ({ page, shop }) => {
      await goToHostedPage(page, shop);
      await takeOffer(page);
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Show the result" }).click();

      await expect(page.getByText("50% off for 3 months")).toBeVisible();
      await goBack(page, "Your subscription continues");
      await expect(page).toHaveURL(`${shop.url}/`);
      await expect(page.getByText("€12.00 / month")).toBeVisible();
      await expectForwarded(shop, "recovered");
      expect(patchStatuses(shop)).toEqual([200]);
    });

    test("a customer comes back without an answer, straight to the account, where nothing has changed", async ({
      page,
      shop,
    }) => {
      await goToHostedPage(page, shop);
      await page.getByRole("link", { name: "Back to my account without cancelling" }).click();
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Show the result" }).click();

      await expect(page).toHaveURL(`${shop.url}/`);
      await expect(page.getByText("Active")).toBeVisible();
      expect(shop.emulator().state().events).toEqual([]);
    });
  });
}

test("the inspector shows the update with its 200 while it is open", async ({ page, context, shop }) => {
  const inspector = await context.newPage();
  await inspector.goto(shop.emulator().url);
  await goToHostedPage(page, shop);
  await leave(page);

  const update = inspector.locator("summary").filter({ hasText: "PATCH" });
  await expect(update).toContainText("/api/v1/cancellations/");
  await expect(update).toContainText("200");
});

test("the inspector can be read without JavaScript", async ({ browser, page, shop }) => {
  await goToHostedPage(page, shop);
  await leave(page);
  await expectForwarded(shop, "churned");

  const context = await browser.newContext({ javaScriptEnabled: false });
  const inspector = await context.newPage();
  await inspector.goto(shop.emulator().url);
  await expect(inspector.locator("summary").filter({ hasText: "PATCH" })).toContainText("200");
  await context.close();
});

test("the token is gone from the address and the history before anything is sent", async ({ page, shop }) => {
  const urls: string[] = [];
  const referers: string[] = [];
  page.on("request", (request) => {
    urls.push(request.url());
    referers.push(request.headers().referer ?? "");
  });
  await goToHostedPage(page, shop);
  await leave(page);
  await expect(page.getByText("Your subscription ends on")).toBeVisible();
  expect(page.url()).toMatch(/\/api\/retent\/return\?event=[\w-]+$/);
  await page.goBack();
  expect(page.url()).not.toContain("ci_result_token");
  // The hosted page's redirect is the one place where the token has to be.
  const isRedirect = (url: string) => url.startsWith(`${shop.url}/api/retent/return#`);
  expect(urls.filter((url) => url.includes("ci_result_token") && !isRedirect(url))).toEqual([]);
  expect(referers.filter((referer) => referer.includes("ci_result_token"))).toEqual([]);
});

test("a token in the query stays in no address, however its name is spelled", async ({ page, shop }) => {
  for (const name of ["ci_result_token", "ci_result%5Ftoken"]) {
    await page.goto(`${shop.url}/api/retent/return?event=x&${name}=a.b.c`);
    await expect(page.getByRole("heading", { name: "Do you still want to cancel?" })).toBeVisible();
    expect(page.url()).toBe(`${shop.url}/api/retent/return`);
  }
});

test("a customer whose answer is missing goes back to the questions, and leaves", async ({ page, shop }) => {
  await page.goto(shop.url);
  await page.goto(`${shop.url}/api/retent/return`);
  await expect(page.getByRole("status")).toHaveText(
    /^We have not received an answer from you\. Nothing is cancelled yet\. If you want to cancel/,
  );
  await page.getByRole("button", { name: "Back to the questions" }).click();
  await leave(page);
  await goBack(page, "Your subscription is cancelled");
  await expectForwarded(shop, "churned");
});

test("another browser that gets hold of the token can do nothing with it", async ({
  page,
  browser,
  shop,
}) => {
  await goToHostedPage(page, shop);
  const token = await stealToken(page);

  const thief = await browser.newPage();
  await thief.goto(shop.url);
  await thief.goto(`${shop.url}/api/retent/return#ci_result_token=${token}`);
  await expect(thief.getByRole("heading", { name: "We could not read your answer" })).toBeVisible();
  await thief.close();
  await page.goto(shop.url);
  await expect(page.getByText("Active")).toBeVisible();
  expect(patchStatuses(shop)).toEqual([]);
});

test.describe("a customer whose token the server refuses", () => {
  test.beforeEach(async ({ page }) => {
    await page.route("**/api/retent/result", (route) => route.continue({ postData: '{"token":"a.b.c"}' }));
  });

  test("leaves all the same, for RetentBase says how it ended", async ({ page, shop }) => {
    await goToHostedPage(page, shop);
    await leave(page);
    await expect(page.getByText("Your subscription ends on")).toBeVisible();
    await expectForwarded(shop, "churned");
  });

  test("can still leave if RetentBase says that nothing was decided", async ({ page, shop }) => {
    await goToHostedPage(page, shop);
    await page.goto(`${shop.url}/api/retent/return#ci_result_token=a.b.c`);
    await expect(page.getByRole("heading", { name: "We could not read your answer" })).toBeVisible();
    await page.getByRole("link", { name: "Cancel without the questions" }).click();
    await page.getByRole("button", { name: "Confirm cancellation" }).click();
    await expect(page.getByRole("heading", { name: "Your subscription is cancelled" })).toBeVisible();
    await expectForwarded(shop, "churned");
  });

  test("goes on to the plain page if nothing is known", async ({ page, shop }) => {
    await goToHostedPage(page, shop);
    shop.emulator().addFault({ endpoint: "cancel-sessions", status: 403, times: 0 });
    await leave(page);
    await expect(page.getByText(/^We can’t see right now what you chose/)).toBeVisible();
    await page.getByRole("button", { name: "Confirm cancellation" }).click();
    await expect(page.getByRole("heading", { name: "Your subscription is cancelled" })).toBeVisible();
    await expectForwarded(shop, "churned");
  });
});

test("a customer who comes back in another browser and is signed in there leaves as well", async ({
  page,
  browser,
  shop,
}) => {
  await goToHostedPage(page, shop);
  const session = (await page.context().cookies()).filter(({ name }) => !name.startsWith("retent_"));
  const token = await stealToken(page);

  const context = await browser.newContext();
  await context.addCookies(session);
  const other = await context.newPage();
  await other.goto(`${shop.url}/api/retent/return#ci_result_token=${token}`);
  await expect(other.getByText("Your subscription ends on")).toBeVisible();
  await context.close();
  await expectForwarded(shop, "churned");
});

/** Finishes the hosted page, but keeps the result from reaching the server. */
async function stealToken(page: Parameters<typeof leave>[0]): Promise<string> {
  let token = "";
  page.on("response", (response) => {
    const location = response.headers().location ?? "";
    token ||= location.split("#ci_result_token=")[1] ?? "";
  });
  await page.route("**/api/retent/result", (route) => route.abort());
  await leave(page);
  await expect.poll(() => token).not.toBe("");
  return token;
}
