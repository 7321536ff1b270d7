import { leave } from "./journey.ts";
import { expect, test } from "./shop.ts";

// A browser may have an API and refuse it. What our pages only use for comfort must not cost a customer the result.

const refusals = {
  "knows no locale of its own": () => {
    Intl.DateTimeFormat = new Proxy(Intl.DateTimeFormat, {
      construct(target, args, newTarget) {
        if (args[0] === undefined) throw new RangeError("Incorrect locale information provided");
        return Reflect.construct(target, args, newTarget);
      },
    });
  },
  "refuses channels between its pages": () => {
    window.BroadcastChannel = new Proxy(window.BroadcastChannel, {
      construct() {
        throw new DOMException("The operation is insecure.", "SecurityError");
      },
    });
  },
};

for (const [what, refuse] of Object.entries(refusals)) {
  test(`a browser that ${what} shows the result and the receipt`, async ({ page, shop }) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.addInitScript(refuse);
    await page.goto(shop.url);
    await page.getByRole("button", { name: "Cancel subscription" }).click();
    await leave(page);
    await expect(page.getByText("Your subscription ends on")).toBeVisible();
    expect(page.url(), "the token is out of the address").not.toContain("ci_result_token");
    await page.getByRole("link", { name: "View the receipt" }).click();
    await expect(page.getByRole("button", { name: "Print" })).toBeVisible();
    expect(errors).toEqual([]);
  });
}
