import { describe, expect, test } from "vitest";
import { MailError } from "../../../src/mail/mailer.ts";
import {
  confirmByMail,
  declare,
  follow,
  french,
  german,
  readHidden,
  readLink,
  startDeclared,
  theDeclaration,
} from "../declaration-form.ts";

const fields = { de: german, fr: french, "eu-withdrawal": { ...german, preset: "eu-withdrawal" } };

describe("the mail that confirms a declaration", () => {
  test.each([
    ["de", "Ihre Kündigung ist eingegangen", ["ordentliche Kündigung", "zum nächstmöglichen Zeitpunkt"]],
    ["fr", "Nous avons bien reçu la notification de la résiliation", ["dès que possible"]],
    ["eu-withdrawal", "We have received your withdrawal", []],
  ] as const)("of %s comes at once, with what was declared and when", async (preset, title, lines) => {
    const server = await startDeclared();
    await declare(server, fields[preset]);
    await server.retent.drainOnce();
    const [mail, another] = server.mails;
    expect(another).toBeUndefined();
    expect(mail?.to).toBe("ada@example.com");
    expect(mail?.subject).toContain(title);
    const { name } = fields[preset];
    for (const text of [title, name, "Team", "ada@example.com", "2026", ...lines]) {
      expect(mail?.text).toContain(text);
      expect(mail?.html).toContain(text);
    }
  });

  test("says nothing else to a stranger than to the customer, and the same for unknown ones", async () => {
    const server = await startDeclared({
      declarations: {
        presets: ["de"],
        findCustomer: ({ email }) => (email === "ada@example.com" ? { userId: "user_1", email } : null),
      },
    });
    await declare(server, german);
    await declare(server, { ...german, email: "eve@example.com" });
    await server.retent.drainOnce();
    const alike = server.mails.map(({ text, to }) =>
      text
        .replaceAll(to, "ADDRESS")
        .replaceAll(/\b(id|key)=[\w.%-]+/g, "")
        .replaceAll(/[0-9A-F]{4}-[0-9A-F]{4}/g, ""),
    );
    expect(alike[0]).toBe(alike[1]);
    expect(server.mails).toHaveLength(2);
  });

  test("has no link for a customer who was signed in, and two mails in all: received, and when it ends", async () => {
    const server = await startDeclared({
      onResult: ({ outcome }) => ({ outcome, effectiveAt: "2026-12-31T00:00:00Z" }),
    });
    server.session.customer = { userId: "user_1", email: "ada@account.example" };
    await declare(server, german);
    await server.retent.drainOnce();
    await server.retent.drainOnce();
    expect(server.mails.map(({ to }) => to)).toEqual(["ada@example.com", "ada@example.com"]);
    const [received, settled] = server.mails;
    expect(readLink(received)).toBe("");
    expect(received?.text).not.toContain("endet am");
    expect(settled?.text).toContain("31. Dezember 2026");
  });

  test("to the customer of a flow that the button started names the end date too", async () => {
    const server = await startDeclared({
      onResult: ({ outcome }) => ({ outcome, effectiveAt: "2026-12-31T00:00:00Z" }),
    });
    server.session.customer = { userId: "user_1" };
    const flow = await server.startFlow({ preset: "de", mode: "direct" });
    const page = await (await server.browser.get(flow.url)).text();
    const hidden = Object.fromEntries(
      [...page.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    );
    await server.browser.postForm("/declaration", { ...hidden, ...german, step: "send" });
    await server.retent.drainOnce();
    await server.retent.drainOnce();
    expect(server.mails.at(-1)?.text).toContain("31. Dezember 2026");
  });

  test("goes to one address, whatever was typed in", async () => {
    const server = await startDeclared();
    for (const email of [
      "a@b.example, c@d.example",
      "a@b.example;c@d.example",
      "A <a@b.example>",
      "a@b.example\nbcc:c@d.example",
    ])
      expect((await declare(server, { ...german, email })).status).toBe(422);
    await server.retent.drainOnce();
    expect(server.mails).toEqual([]);
  });

  test("shows names and contracts as text, and on lines of their own", async () => {
    const server = await startDeclared();
    await declare(server, { ...german, name: '<a href="https://evil.example">Ada</a>' });
    await server.retent.drainOnce();
    expect(server.mails[0]?.html).not.toContain('<a href="https://evil.example"');
  });

  test("marks what a stranger wrote, which can't pass for the company's words or be a link", async () => {
    const server = await startDeclared();
    const reason = "Umzug\n\nIhr Konto ist gesperrt: https://evil.example/login";
    await declare(server, { ...german, kind: "for_cause", reason, name: "Ada\u202e\u2028Example" });
    await server.retent.drainOnce();
    const { text = "", html = "" } = server.mails[0] ?? {};
    expect(text).toContain("Umzug\n> Ihr Konto ist gesperrt");
    for (const part of [text, html]) {
      expect(part).not.toContain("https://evil.example");
      expect(part).not.toMatch(/[\u2028\u202e]/u);
    }
  });

  test("that is refused names no address in the log, in whichever letters, and the merchant hears of it", async () => {
    const server = await startDeclared({
      mail: {
        from: "hello@shop.example",
        async send({ to }) {
          throw new MailError("rejected", `550 5.1.1 <${to}>: no such user`, { status: 550 });
        },
      },
    });
    await declare(server, { ...german, email: "müller@exämple.de" });
    await server.retent.drainOnce();
    const [dead] = server.eventsOf("mail_dead");
    expect(dead?.body).toContain("no such user");
    expect(dead?.body).not.toContain("exämple");
  });

  test("is sent again until the mail host takes it, and the declaration waits for nothing", async () => {
    let refusals = 3;
    const taken: string[] = [];
    const server = await startDeclared({
      mail: {
        from: "hello@shop.example",
        async send({ to }) {
          refusals -= 1;
          if (refusals >= 0) throw new Error("down");
          taken.push(to);
        },
      },
    });
    server.session.customer = { userId: "user_1" };
    await declare(server, german);
    await server.retent.drainOnce();
    expect(server.billing).toHaveBeenCalledOnce();
    for (let tries = 0; tries < 6; tries += 1) {
      server.clock.now += 1_000_000;
      await server.retent.drainOnce();
    }
    expect(taken).toContain("ada@example.com");
  });

  test("holds a link that stays good while the declaration is open, and is another for each", async () => {
    const server = await startDeclared({
      declarations: { presets: ["de"], findCustomer: () => ({ userId: "user_1", email: "ada@example.com" }) },
    });
    await declare(server, german);
    await server.retent.drainOnce();
    const url = new URL(readLink(server.mails[0]));
    expect((await server.browser.get(url.href)).status).toBe(200);
    for (const [name, value] of [
      ["key", "A".repeat(22)],
      ["id", `${url.searchParams.get("id")}x`],
    ] as const) {
      const forged = new URL(url);
      forged.searchParams.set(name, value);
      expect((await server.browser.get(forged.href)).status).toBe(404);
      const fields = { id: forged.searchParams.get("id") ?? "", key: forged.searchParams.get("key") ?? "" };
      expect((await server.browser.postForm("/declaration/confirm", fields)).status).toBe(404);
    }
    expect(await theDeclaration(server)).toMatchObject({ confirmedBy: null });
    server.clock.now += 10 * 86_400_000;
    await confirmByMail(server);
    expect(await theDeclaration(server)).toMatchObject({ confirmedBy: "mail" });
  });
});

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

test("declarations are refused without mail, which laws want for their confirmation", async () => {
  await expect(startDeclared({ mail: undefined } as never)).rejects.toThrow("needs the option mail");
});
