import { describe, expect, test } from "vitest";
import { MailError } from "../../../src/mail/mailer.ts";
import {
  confirmByMail,
  declare,
  french,
  german,
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

test("declarations are refused without mail, which laws want for their confirmation", async () => {
  await expect(startDeclared({ mail: undefined } as never)).rejects.toThrow("needs the option mail");
});
