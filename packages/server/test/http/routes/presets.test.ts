import { describe, expect, test } from "vitest";
import { publicUrl, type ServerUnderTest, startServer } from "../../server-under-test.ts";

const english = { "accept-language": "en" };

/** Starts at the button with a preset, and answers the plain page. */
async function openFromButton({ browser }: ServerUnderTest, fields: Record<string, string>) {
  const response = await browser.postForm("/cancel-link", fields);
  expect(response.status).toBe(303);
  const location = response.headers.get("location") ?? "";
  return { location, page: await (await browser.get(location, english)).text() };
}

/** Sends the page's own form, and answers the receipt. */
async function confirm({ browser }: ServerUnderTest, page: string): Promise<string> {
  const inputs = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
  const fields = Object.fromEntries(inputs.map(([, name, value]) => [name, value]));
  const response = await browser.postForm("/cancel", fields);
  expect(response.status).toBe(303);
  const receipt = new URL(response.headers.get("location") ?? "", publicUrl);
  return (await browser.get(receipt.href, english)).text();
}

const buttonOf = (page: string) => /<button[^>]*>([^<]*)<\/button>/.exec(page)?.[1];

describe.each([
  ["de", "de", "jetzt kündigen", "Vertrag kündigen", "Ihre Kündigung ist eingegangen"],
  [
    "fr",
    "fr",
    "Notification de la résiliation",
    "Résilier votre contrat",
    "Nous avons bien reçu la notification de la résiliation",
  ],
  [
    "eu-withdrawal",
    "en",
    "Confirm withdrawal",
    "Withdraw from your contract",
    "We have received your withdrawal",
  ],
])("the preset %s", (preset, language, label, heading, received) => {
  test("leads from the button to its plain page and receipt, without RetentBase's questions", async () => {
    const server = await startServer();
    const { location, page } = await openFromButton(server, { preset });
    expect(location).toMatch(new RegExp(`/cancel\\?event=[^&]+&preset=${preset}$`));
    expect(server.retentbase.sent).toEqual([]);
    expect(page).toContain(`<html lang="${language}"`);
    expect(page).toContain(`<h1>${heading}</h1>`);
    expect(buttonOf(page)).toBe(label);
    const receipt = await confirm(server, page);
    expect(receipt).toContain(`<html lang="${language}"`);
    expect(receipt).toContain(`<h1>${received}</h1>`);
  });

  test("is told to script as well, and in the address that the button links to", async () => {
    const server = await startServer();
    const flow = await server.startFlow({ preset, mode: "redirect" });
    expect(new URL(flow.url).searchParams.get("preset")).toBe(preset);
    expect(flow.fallback).toBeNull();
    const page = await (await server.browser.get(`/cancel?preset=${preset}`, english)).text();
    expect(buttonOf(page)).toBe(label);
    expect(await confirm(server, page)).toContain(received);
  });

  test("stays where something goes wrong", async () => {
    const server = await startServer();
    const response = await server.browser.postForm("/cancel", { event: "..", preset }, english);
    expect(response.status).toBe(400);
    const page = await response.text();
    expect(page).toContain(`href="/api/retent/cancel?preset=${preset}">${heading}</a>`);
  });
});

describe("cancelling by a law's words", () => {
  test.each(["de", "fr"])("%s stays in its language and word for word", async (preset) => {
    const texts = { de: { confirm: "weg damit" }, fr: { confirm: "partir" } };
    const server = await startServer({ texts });
    const { page } = await openFromButton(server, { preset, lang: "ja" });
    expect(page).toContain(`<html lang="${preset}"`);
    expect(page).not.toMatch(/weg damit|partir/);
  });

  test("is a cancellation like any other for billing", async () => {
    const server = await startServer();
    await confirm(server, (await openFromButton(server, { preset: "de" })).page);
    expect(server.billing.mock.calls[0]?.[0]).toMatchObject({ outcome: "churned", reasonKey: "not_asked" });
  });
});

describe("withdrawing", () => {
  test("is told to billing and to RetentBase as what it is", async () => {
    const server = await startServer();
    await confirm(server, (await openFromButton(server, { preset: "eu-withdrawal" })).page);
    expect(server.billing.mock.calls[0]?.[0]).toMatchObject({ outcome: "churned", reasonKey: "withdrawal" });
    await server.retent.drainOnce();
    expect(server.retentbase.calls("create")[0]?.body.reasonKey).toBe("withdrawal");
  });

  test.each([
    ["de", "Widerruf bestätigen"],
    ["fr", "Confirmer la rétractation"],
    ["pl", "Potwierdź odstąpienie od umowy"],
    ["nl", "Herroeping bevestigen"],
    ["bg", "Потвърждавам отказа"],
  ])("has its label in %s", async (lang, label) => {
    const server = await startServer();
    const { page } = await openFromButton(server, { preset: "eu-withdrawal", lang });
    expect(buttonOf(page)).toBe(label);
  });

  test("is never called cancelling, on no page of it", async () => {
    const server = await startServer({ onResult: () => ({ outcome: "churned" }) });
    server.session.customer = { userId: "user_1", context: { plan: "Team" } };
    const { page } = await openFromButton(server, { preset: "eu-withdrawal" });
    const receipt = await confirm(server, page);
    const problem = await (
      await server.browser.postForm("/cancel", { event: "", preset: "eu-withdrawal" })
    ).text();
    server.session.customer = null;
    const signIn = await (
      await server.newBrowser().get("/cancel?preset=eu-withdrawal", { accept: "text/html" })
    ).text();
    const words = (text: string) => text.replace(/<style[\s\S]*<\/style>|<[^>]*>/g, "");
    for (const text of [page, receipt, problem, signIn])
      expect(words(text)).not.toMatch(/cancel|subscription/i);
    expect(words(receipt)).toContain("We have received your withdrawal");
  });

  test("has a receipt that says so, whatever its address says", async () => {
    const server = await startServer();
    const { page } = await openFromButton(server, { preset: "eu-withdrawal" });
    await confirm(server, page);
    const event = /name="event" value="([^"]+)"/.exec(page)?.[1];
    for (const query of ["", "&preset=de", "&preset=nonsense"]) {
      const receipt = await (await server.browser.get(`/cancel?event=${event}${query}`)).text();
      expect(receipt).toContain("We have received your withdrawal");
    }
  });

  test("after cancelling is a further step that billing learns of, and cancelling after it is none", async () => {
    const server = await startServer();
    const { eventId: event } = await server.startFlow({ mode: "direct" });
    await server.browser.postForm("/cancel", { event });
    const page = await (await server.browser.get(`/cancel?event=${event}&preset=eu-withdrawal`)).text();
    expect(buttonOf(page)).toBe("Confirm withdrawal");
    server.clock.now += 1000;
    expect(await confirm(server, page)).toContain("We have received your withdrawal");
    server.clock.now += 1000;
    await server.browser.postForm("/cancel", { event });
    expect(server.billing.mock.calls.map(([{ revision, reasonKey }]) => [revision, reasonKey])).toEqual([
      [1, "not_asked"],
      [2, "withdrawal"],
    ]);
  });
});

test.each(["at", "DE", "__proto__", "de&x=1", "<b>", ""])(
  "a preset %j that there is not is ignored",
  async (preset) => {
    const server = await startServer();
    const flow = await server.startFlow({ preset });
    expect(new URL(flow.url).origin).toBe("https://cancel.retentbase.com");
    const query = new URLSearchParams({ preset });
    const page = await (await server.browser.get(`/cancel?${query}`)).text();
    expect(buttonOf(page)).toBe("Confirm cancellation");
    expect(page).not.toContain('name="preset"');
  },
);
