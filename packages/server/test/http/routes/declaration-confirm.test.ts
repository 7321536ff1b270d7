import { describe, expect, test } from "vitest";
import {
  confirmByMail,
  declare,
  follow,
  french,
  german,
  readHidden,
  readLink,
  startDeclared,
} from "../declaration-form.ts";

const fields = { de: german, fr: french, "eu-withdrawal": { ...german, preset: "eu-withdrawal" } };

describe("the page that the mail leads to", () => {
  test("is answered with no at the company's support, if there is one", async () => {
    const supportUrl = "https://shop.example/help";
    for (const brand of [{ supportUrl }, {}]) {
      const server = await startDeclared({ brand });
      await declare(server, fields["eu-withdrawal"]);
      await server.retent.drainOnce();
      const page = await (await server.browser.get(readLink(server.mails[0]))).text();
      expect(page).toContain("Nothing ends just by opening this page.");
      expect(page.includes(">No, this is not from me</a>")).toBe("supportUrl" in brand);
      expect(page.includes("“No” confirms nothing")).toBe("supportUrl" in brand);
      expect(page.includes(`href="${supportUrl}"`)).toBe("supportUrl" in brand);
    }
  });

  test.each([
    ["de", "Kommt diese Kündigung von Ihnen?", "Wenn sie von Ihnen kommt, zählt sie seitdem."],
    [
      "fr",
      "Cette résiliation vient-elle de vous\u00a0?",
      "Si elle vient de vous, elle compte depuis ce moment.",
    ],
    ["eu-withdrawal", "Does this withdrawal come from you?", "If it comes from you, it counts from then."],
  ] as const)(
    "names what was declared in %s, and promises nothing for the answer",
    async (preset, title, counts) => {
      const server = await startDeclared();
      await declare(server, fields[preset]);
      await server.retent.drainOnce();
      const page = await (await server.browser.get(readLink(server.mails[0]))).text();
      expect(page).toContain(`<h1>${title}</h1>`);
      for (const text of [counts, fields[preset].name, "<bdi>Team</bdi>"]) expect(page).toContain(text);
    },
  );

  describe("once billing has set the end", () => {
    const ends = "Ihr Vertrag endet am 31.\u00a0Dezember\u00a02026.";
    const isWish = "Das gewünschte Ende ist noch nicht bestätigt.";
    const row = "<dt>Vertrag endet am</dt><dd>31. Dezember 2026</dd>";
    const counts = "Es gilt dieses bestätigte Datum, nicht das gewünschte.";
    const start = () =>
      startDeclared({
        declarations: {
          presets: ["de"],
          findCustomer: () => ({ userId: "user_1", email: "ada@example.com" }),
        },
        onResult: ({ outcome }) => ({ outcome, effectiveAt: "2026-12-31T00:00:00Z" }),
      });

    test("names it instead of the wish to the reader of the mail, but not to the sender of the form", async () => {
      const server = await start();
      const sent = await declare(server, { ...german, end: "2026-12-31" });
      expect(await (await confirmByMail(server)).text()).toContain(isWish);
      await server.retent.drainOnce();
      const page = await (await server.browser.get(readLink(server.mails[0]))).text();
      expect(page).toContain(ends);
      expect(page).not.toContain(isWish);
      const receipt = await follow(server, sent);
      expect(receipt).not.toContain(ends);
      expect(receipt).not.toContain(row);
      expect(receipt).toContain("<h1>Ihre Kündigung ist eingegangen</h1>");
      expect(receipt).toContain(isWish);
    });

    test("shows it beside the date that was asked for, and says which counts, on the page and in the file", async () => {
      const server = await start();
      await declare(server, { ...german, end: "2026-11-30" });
      const before = await (await confirmByMail(server)).text();
      for (const text of [row, counts, "ist gekündigt"]) expect(before).not.toContain(text);
      await server.retent.drainOnce();
      const url = readLink(server.mails[0]);
      for (const path of [url, `${url}&file=1`]) {
        const page = await (await server.browser.get(path)).text();
        expect(page).toContain("<h1>Ihr Vertrag ist gekündigt</h1>");
        expect(page).toContain("<dt>Gewünschtes Ende</dt><dd><bdi>30. November 2026</bdi></dd>");
        for (const text of [ends, row, counts]) expect(page).toContain(text);
      }
    });

    test("does not take it back once the cancellation is no longer kept", async () => {
      const server = await start();
      await declare(server, { ...german, end: "2026-11-30" });
      await confirmByMail(server);
      const day = 86_400_000;
      for (let days = 0; days < 30; days += 1) {
        await server.retent.drainOnce();
        server.clock.now += day;
      }
      server.clock.now += 100 * day;
      expect(await server.store.prune(server.clock.now - 90 * day, 100)).toBe(1);
      const url = readLink(server.mails[0]);
      for (const path of [url, `${url}&file=1`]) {
        const page = await (await server.browser.get(path)).text();
        expect(page).toContain("<h1>Ihre Kündigung ist eingegangen</h1>");
        expect(page).not.toContain(isWish);
      }
    });

    test("names it on the receipt of a customer who was signed in", async () => {
      const server = await start();
      server.session.customer = { userId: "user_1" };
      const sent = await declare(server, german);
      await server.retent.drainOnce();
      const receipt = await follow(server, sent);
      for (const text of [ends, row, "<h1>Ihr Vertrag ist gekündigt</h1>"]) expect(receipt).toContain(text);
      expect(receipt).not.toContain(isWish);
      expect(receipt).not.toContain(counts);
    });
  });

  test("says what to do if the link is not known, with a new form and without an account", async () => {
    const server = await startDeclared({ brand: { supportUrl: "https://shop.example/help" } });
    for (const path of ["/declaration/confirm", "/declaration"]) {
      const response = await server.browser.get(`${path}?id=a&key=b&preset=eu-withdrawal`, {
        accept: "text/html",
      });
      expect(response.status).toBe(404);
      const page = await response.text();
      expect(page).toContain("<h1>This link does not work</h1>");
      expect(page).toContain("Please open our email again, or fill in the form once more.");
      expect(page).toContain("If we have already shown you a receipt, what you sent still counts.");
      expect(page).toMatch(
        /href="[^"]*\/cancel\?preset=eu-withdrawal&amp;lang=en"[^>]*>Withdraw from your contract</,
      );
      expect(page).toContain('href="https://shop.example/help"');
      expect(page).not.toContain("Back to my account");
    }
  });

  test.each([
    ["a link that was cut off before its law", "", "de-DE,de", "de"],
    ["one of a language without a law of its own", "", "pl", "fr"],
    ["one whose law is not offered any more", "&preset=eu-withdrawal", "de", "de"],
  ])("leads from %s to a form without an account", async (_, query, language, preset) => {
    const server = await startDeclared({ declarations: { presets: ["fr", "de"] } });
    const response = await server.browser.get(`/declaration/confirm?id=a${query}`, {
      accept: "text/html",
      "accept-language": language,
    });
    expect(response.status).toBe(404);
    const [, path = ""] = /href="[^"]*(\/cancel\?[^"]*)"/.exec(await response.text()) ?? [];
    const form = await server.browser.get(path.replaceAll("&amp;", "&"));
    expect(form.status).toBe(200);
    expect(readHidden(await form.text()).preset).toBe(preset);
  });

  test("offers the receipt as a file once it is confirmed, and only to the reader of the mail", async () => {
    const server = await startDeclared();
    await declare(server, german);
    server.clock.now += 10 * 86_400_000;
    const page = await (await confirmByMail(server)).text();
    expect(page).toMatch(
      /<p class="kind">Bestätigung zu Ihrer Kündigung<\/p>\s*<h1>Ihre Kündigung ist eingegangen<\/h1>/,
    );
    expect(page).toContain("Sie haben bestätigt, dass die Erklärung von Ihnen kommt.");
    const href = /id="save"[^>]+href="([^"]+)"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const file = await server.browser.get(new URL(href, "https://shop.example").href);
    expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename="declaration-2026-03-01/);
    expect(await file.text()).toContain("Ada Example");
    const forged = new URL(href, "https://shop.example");
    forged.searchParams.set("key", "A".repeat(22));
    expect((await server.browser.get(forged.href)).status).toBe(404);
  });
});
