import { describe, expect, test, vi } from "vitest";
import type { Billing, OnResult } from "../../../src/billing/billing.ts";
import { MailError } from "../../../src/mail/mailer.ts";
import { publicUrl } from "../../server-under-test.ts";
import { declare, french, german, readHidden, readLink, theDeclaration } from "../declaration-form.ts";
import { open, press } from "../operator-declarations.ts";
import { operator, read } from "../operator-page.ts";

describe("the operator's declarations", () => {
  test("are rejected before billing acts, or not at all", async () => {
    let reject = async () => {};
    const billing: Billing = {
      onResult: vi.fn<OnResult>(({ outcome }) => ({ outcome })),
      subscriptions: async () => {
        await reject();
        return [{ id: "sub_1", label: "Team" }];
      },
    };
    const server = await open({ billing });
    await declare(server, german);
    await server.retent.drainOnce();
    await press(server, { do: "match", user: "user_1" });
    reject = async () => {
      reject = async () => {};
      expect((await press(server, { do: "reject", reason: "not theirs" })).status).toBe(303);
    };
    await server.retent.drainOnce();
    expect(billing.onResult).not.toHaveBeenCalled();
    expect(await theDeclaration(server)).toMatchObject({ status: "rejected" });
  });

  test("are rejected with a reason, and stay so", async () => {
    const server = await open();
    await declare(server, german);
    expect((await press(server, { do: "reject", reason: " " })).status).toBe(400);
    await press(server, { do: "reject", reason: "There is no such contract." });
    expect((await press(server, { do: "match", user: "user_1" })).status).toBe(400);
    await server.retent.drainOnce();
    expect(server.billing).not.toHaveBeenCalled();
    const { id } = await theDeclaration(server);
    expect((await read(server, `?declaration=${id}`)).text).toContain("There is no such contract.");
    server.clock.now += 4 * 86_400_000;
    await server.retent.drainOnce();
    expect(server.eventsOf("declaration_open")).toEqual([]);
  });

  test("are rejected with a mail that is the same whatever the reason, and has a new form", async () => {
    const mails = [];
    for (const [email, reason] of [
      ["ada@example.com", "No such customer."],
      ["eve@example.com", "Ada has paid until 2031."],
    ] as const) {
      const server = await open({ brand: { supportUrl: "https://shop.example/help" } });
      await declare(server, { ...german, email });
      await server.retent.drainOnce();
      const response = await press(server, { do: "reject", reason });
      const { text } = await read(server, new URL(response.headers.get("location") ?? "", publicUrl).search);
      expect(text).toContain("The customer gets an email");
      server.clock.now += 600_000;
      await server.retent.drainOnce();
      const [, mail, more] = server.mails;
      expect(more).toBeUndefined();
      expect(mail?.to).toBe(email);
      expect(mail?.subject).toContain("Wir konnten Ihre Kündigung keinem Vertrag zuordnen");
      mails.push(mail?.text.replaceAll(email, "EMAIL").replaceAll(/[0-9A-F]{4}-[0-9A-F]{4}/g, ""));
    }
    const [mail = "", other] = mails;
    expect(mail).toBe(other);
    for (const said of [
      "Wir haben aufgrund dieser Erklärung nichts beendet.",
      "Bezeichnung des Vertrags: Team",
      "Kündigung eingegangen: 1. März 2026 um 00:00 UTC",
      `${publicUrl}/cancel?preset=de`,
      "https://shop.example/help",
    ])
      expect(mail).toContain(said);
    expect(mail).not.toContain("No such customer");
    expect(mail).not.toContain("noch nicht bestätigt");
  });

  test("are rejected without a mail if none was sent before", async () => {
    const server = await open();
    await declare(server, { ...french, email: "", address: "1 rue de l’Exemple" });
    const { id } = await theDeclaration(server);
    expect((await read(server, `?declaration=${id}&confirm=reject`)).text).toContain(
      "No email is sent for that",
    );
    const response = await press(server, { do: "reject", reason: "Unknown." });
    const { text } = await read(server, new URL(response.headers.get("location") ?? "", publicUrl).search);
    expect(text).toContain("write to the customer yourself");
    await server.retent.drainOnce();
    expect(server.mails).toEqual([]);
  });

  test("that are rejected are not said to be confirmed, by the old link or its button", async () => {
    const server = await open({ brand: { supportUrl: "https://shop.example/help" } });
    await declare(server, german);
    await server.retent.drainOnce();
    const link = readLink(server.mails[0]);
    const hidden = readHidden(await (await server.browser.get(link)).text());
    await press(server, { do: "reject", reason: "There is no such contract." });
    const opened = await (await server.browser.get(link)).text();
    const pressed = await (await server.browser.postForm("/declaration/confirm", hidden)).text();
    for (const page of [opened, pressed]) {
      expect(page).toContain("<h1>Wir konnten Ihre Kündigung keinem Vertrag zuordnen</h1>");
      expect(page).toMatch(/href="[^"]*\/cancel\?preset=de/);
      expect(page).toContain('href="https://shop.example/help"');
      expect(page).not.toMatch(/Danke|There is no such contract|<form /);
    }
    expect((await theDeclaration(server)).confirmedBy).toBeNull();
  });

  test("that are rejected are not said to be open because the mail about it was refused", async () => {
    const composed: string[] = [];
    const server = await open({
      mail: {
        from: "hello@shop.example",
        async send({ subject }) {
          if (subject.includes("zuordnen")) throw new MailError("rejected", "550 no such user");
        },
      },
      notifier: {
        compose: ({ type }) => {
          composed.push(type);
          return null;
        },
        send: async () => ({ status: 204, body: "" }),
      },
    });
    await declare(server, german);
    await server.retent.drainOnce();
    await press(server, { do: "reject", reason: "There is no such contract." });
    await server.retent.drainOnce();
    await server.retent.drainOnce();
    expect(server.eventsOf("mail_dead")).toHaveLength(1);
    expect(composed).toEqual(["declaration.received"]);
  });

  test("that are rejected before their receipt was mailed still get it, without anything to confirm", async () => {
    const server = await open();
    await declare(server, german);
    await press(server, { do: "reject", reason: "There is no such contract." });
    await server.retent.drainOnce();
    expect(server.mails.map(({ subject }) => subject)).toEqual([
      expect.stringContaining("Ihre Kündigung ist eingegangen"),
      expect.stringContaining("keinem Vertrag zuordnen"),
    ]);
    expect(readLink(server.mails[0])).toBe("");
  });

  test("are rejected on a page of its own, which says whose they are and who gets an email", async () => {
    const server = await open();
    await declare(server, german);
    const { id } = await theDeclaration(server);
    const { text } = await read(server, `?declaration=${id}`);
    expect(text).not.toContain('value="reject"');
    expect(text).toContain(`href="/api/retent/admin?declaration=${id}&amp;confirm=reject"`);
    const asked = await read(server, `?declaration=${id}&confirm=reject`);
    expect(asked.text).toContain("<dt>From</dt><dd><bdi>Ada Example</bdi></dd>");
    expect(asked.text).toContain("An email goes to <bdi>ada@example.com</bdi>.");
    expect(asked.text).toContain("Reject and send the email</button>");
    expect(await theDeclaration(server)).toMatchObject({ status: "open" });
    const sent = await press(server, { ...readHidden(asked.text), do: "reject", reason: "Unknown." });
    expect(sent.status).toBe(303);
    const late = await server.browser.get(`/admin?declaration=${id}&confirm=reject`, operator);
    expect(late.headers.get("location")).toBe(`/api/retent/admin?declaration=${id}`);
  });
});
