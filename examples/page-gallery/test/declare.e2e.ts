import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { test as base, expect, type Page } from "@playwright/test";
import { createRetent } from "@retent/server";
import { toExpress } from "@retent/server/express";
import { createSqliteStore } from "@retent/server/sqlite";
import express from "express";
import { findBarriers } from "../../express-account/test/find-barriers.ts";

interface Site {
  /** A page with the links in its footer. */
  url: string;
  /** Sends the mails that are due, and returns the address in the last one. */
  readMail(): Promise<string>;
  /** The users whose subscriptions billing has ended. */
  ended: string[];
}

const footer = `<!doctype html><html lang="en"><title>Lumen Notes</title><main><h1>Lumen Notes</h1></main>
<footer><a href="/api/retent/cancel?preset=de" lang="de">Verträge hier kündigen</a>
<a href="/api/retent/cancel?preset=fr" lang="fr">Résilier votre contrat</a>
<a href="/api/retent/cancel?preset=eu-withdrawal">Withdraw from contract here</a></footer></html>`;

const test = base.extend<{ site: Site }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern.
  site: async ({}, use) => {
    const app = express();
    const server = app.listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const mails: { text: string }[] = [];
    const ended: string[] = [];
    const retent = createRetent({
      apiKey: "key_of_the_page_gallery",
      resultToken: { verify: async () => null },
      publicUrl: `${url}/api/retent`,
      store: createSqliteStore({ file: ":memory:" }),
      identify: () => null,
      onResult: ({ outcome, userId }) => {
        ended.push(userId);
        return { outcome, effectiveAt: "2030-07-01T00:00:00Z" };
      },
      declarations: {
        presets: ["de", "fr", "eu-withdrawal"],
        findCustomer: ({ email }) => (email === "ada@mail.example" ? { userId: "user_ada", email } : null),
      },
      mail: { from: "hello@lumen.example", send: async (message) => void mails.push(message) },
      brand: { name: "Lumen Notes" },
      log: false,
      fetch: async () => Response.json({}),
    });
    app.get("/", (_request, response) => void response.send(footer));
    app.use("/api/retent", toExpress(retent));
    await use({
      url,
      ended,
      async readMail() {
        await retent.drainOnce();
        return /^http:\S+\/declaration\/confirm\?\S+$/m.exec(mails.at(-1)?.text ?? "")?.[0] ?? "";
      },
    });
    server.closeAllConnections();
    server.close();
    await retent.stop();
  },
});

/** Goes on with the tabulator key until an element has the focus, as a customer without a mouse does. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const target = page.locator(selector);
  for (let steps = 0; steps < 30; steps += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`the keyboard does not reach ${selector}`);
}

async function fillIn(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, `[name=${name}]:not([type=hidden])`);
  await page.keyboard.type(text);
}

/** Presses the button that has the focus, and waits for the page that comes. */
async function press(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(
    javaScriptEnabled ? "with the keyboard alone" : "with the keyboard alone, without script",
    () => {
      test.use({ javaScriptEnabled });

      test("a customer leaves in Germany, from the footer's link to the answer to the mail", async ({
        page,
        site,
      }) => {
        await page.goto(site.url);
        await press(page, 'a[href$="=de"]');
        await fillIn(page, "name", "Ada Beispiel");
        await fillIn(page, "contract", "Team");
        await fillIn(page, "email", "ada@mail.example");
        await press(page, "button[value=send]");
        await expect(page.locator("h1")).toHaveText("Ihre Kündigung ist eingegangen");
        const link = await site.readMail();
        expect(site.ended).toEqual([]);
        await page.goto(link);
        await press(page, "main button");
        await expect(page.locator("h1")).toHaveText("Ihre Kündigung ist eingegangen");
        await site.readMail();
        expect(site.ended).toEqual(["user_ada"]);
      });

      test("a customer corrects the summary in France, and sends it", async ({ page, site }) => {
        await page.goto(site.url);
        await press(page, 'a[href$="=fr"]');
        await fillIn(page, "name", "Ada Exempel");
        await fillIn(page, "email", "ada@mail.example");
        await fillIn(page, "contract", "Team");
        await press(page, "button[value=summary]");
        await press(page, "button[value=edit]");
        await tabTo(page, "input[name=name]");
        await page.keyboard.press("ControlOrMeta+a");
        await page.keyboard.type("Ada Exemple");
        await press(page, "button[value=summary]");
        await expect(page.locator("dl")).toContainText("Ada Exemple");
        await press(page, "button[value=send]");
        await expect(page.locator("h1")).toHaveText("Nous avons bien reçu la notification de la résiliation");
      });

      test("a customer who leaves fields empty is led to each of them, and withdraws", async ({
        page,
        site,
      }) => {
        await page.goto(site.url);
        await press(page, 'a[href$="=eu-withdrawal"]');
        await fillIn(page, "name", "Ada Example");
        await press(page, "button[value=send]");
        await expect(page.getByRole("alert")).toContainText("Nothing has been sent yet.");
        await tabTo(page, 'a[href="#contract"]');
        await page.keyboard.press("Enter");
        await expect(page.locator("#contract")).toBeFocused();
        await page.keyboard.type("Team");
        await fillIn(page, "email", "ada@mail.example");
        await press(page, "button[value=send]");
        await expect(page.locator("h1")).toHaveText("We have received your withdrawal");
      });
    },
  );
}

test("the German page asks for a reason only where one is needed, and hides none that was typed", async ({
  page,
  site,
}) => {
  await page.goto(`${site.url}/api/retent/cancel?preset=de`);
  const reason = page.getByLabel("Kündigungsgrund");
  await expect(reason).toBeHidden();
  await page.getByRole("radio", { name: /^außerordentliche Kündigung/ }).check();
  await expect(reason).toBeVisible();
  await reason.fill("Der Dienst war wochenlang nicht erreichbar.");
  await page.getByRole("radio", { name: /^ordentliche Kündigung/ }).check();
  await expect(reason).toBeVisible();
});

test("the receipt is saved as a file that needs nothing else", async ({ page, site, browser }) => {
  await page.goto(`${site.url}/api/retent/cancel?preset=de`);
  await page.getByLabel("Ihr Name").fill("Ada Beispiel");
  await page.getByLabel("Bezeichnung des Vertrags").fill("Team");
  await page.getByLabel("E-Mail-Adresse").fill("ada@mail.example");
  await page.getByRole("button").click();
  const saving = page.waitForEvent("download");
  await page.locator("#save").click();
  const path = await (await saving).path();
  const offline = await browser.newContext({ offline: true });
  const file = await offline.newPage();
  const asked: string[] = [];
  file.on("request", (request) => void asked.push(request.url()));
  await file.setContent(await readFile(path, "utf8"));
  await expect(file.getByText("„jetzt kündigen“")).toBeVisible();
  expect(asked).toEqual([]);
  expect(await findBarriers(file)).toEqual([]);
  await offline.close();
});
