import { describe, expect, test } from "vitest";
import { MailError } from "../../../src/mail/mailer.ts";
import { declare, french, german, listDeclarations, theDeclaration } from "../declaration-form.ts";
import { open, press } from "../operator-declarations.ts";
import { operator, read } from "../operator-page.ts";

describe("the operator's declarations", () => {
  test("are for the operator alone", async () => {
    const server = await open();
    await declare(server, german);
    const { id } = await theDeclaration(server);
    expect((await server.browser.get(`/admin?declaration=${id}`)).status).toBe(401);
    const posted = await server.browser.postForm("/admin", { declaration: id, do: "match", user: "user_1" });
    expect(posted.status).toBe(401);
    const foreign = await press(server, { do: "match", user: "user_1" }, { "sec-fetch-site": "cross-site" });
    expect(foreign.status).toBe(403);
    expect(await theDeclaration(server)).toMatchObject({ status: "open", userId: null });
  });

  test("show what was declared, word for word", async () => {
    const server = await open();
    await declare(server, { ...german, contract: "<i>Team</i>" });
    const { id } = await theDeclaration(server);
    const { text } = await read(server, `?declaration=${id}`);
    for (const shown of ["Vertrag kündigen", "jetzt kündigen", "Bezeichnung des Vertrags", "ada@example.com"])
      expect(text).toContain(shown);
    expect(text).toContain("&lt;i&gt;Team&lt;/i&gt;");
  });

  test("say when the receipt was mailed, and once what they wait for", async () => {
    const server = await open();
    await declare(server, german);
    const { id } = await theDeclaration(server);
    const waiting = await read(server, `?declaration=${id}`);
    expect(waiting.text).toContain("Waits to be emailed");
    expect(waiting.text).toContain("None yet: the link in the email has not been used");
    expect(waiting.text.match(/\bOpen\b/g)).toHaveLength(1);
    server.clock.now += 90_000;
    await server.retent.drainOnce();
    const sentAt = new Date(server.clock.now).toISOString().slice(0, 19).replace("T", " ");
    expect((await read(server, `?declaration=${id}`)).text).toMatch(
      new RegExp(`<dt>Receipt</dt><dd>Emailed <time [^>]*>${sentAt} UTC</time>`),
    );
  });

  test("say that the receipt could not be mailed, or that there is no address", async () => {
    const server = await open({
      mail: {
        from: "hello@shop.example",
        send: () => Promise.reject(new MailError("rejected", "no such mailbox", { status: 550 })),
      },
    });
    await declare(server, german);
    await server.retent.drainOnce();
    const { id } = await theDeclaration(server);
    expect((await read(server, `?declaration=${id}`)).text).toContain("Not emailed: it failed");
    const byPost = await open();
    await declare(byPost, { ...french, reason: "Je déménage.", email: "", address: "1 rue de l’Exemple" });
    const other = await theDeclaration(byPost);
    expect((await read(byPost, `?declaration=${other.id}`)).text).toContain("No email address was given");
  });

  test("do not say that the receipt was mailed once nothing is kept of that", async () => {
    const server = await open({
      mail: {
        from: "hello@shop.example",
        send: () => Promise.reject(new MailError("rejected", "no such mailbox", { status: 550 })),
      },
    });
    server.session.customer = { userId: "user_1" };
    await declare(server, german);
    await server.retent.drainOnce();
    const { id } = await theDeclaration(server);
    expect((await read(server, `?declaration=${id}`)).text).toContain("<dd>Not emailed: it failed");
    server.clock.now += 100 * 86_400_000;
    await server.retent.drainOnce();
    expect(await server.store.find(id)).toBeUndefined();
    expect((await read(server, `?declaration=${id}`)).text).toContain(
      "<dt>Receipt</dt><dd><bdi>An email was queued; whether it went out is no longer on record</bdi></dd>",
    );
  });

  test("say how the customer was found, and what shows that it comes from them", async () => {
    const server = await open({
      declarations: {
        presets: ["de"],
        findCustomer: ({ name, email }) =>
          name === "Ada Example"
            ? { userId: "user_1", email: "other@example.com" }
            : name === "Ben"
              ? { userId: "user_2", email }
              : null,
      },
    });
    for (const name of ["Ada Example", "Ben", "Cy"])
      await declare(server, { ...german, name, kind: "for_cause", reason: "x" });
    await server.retent.drainOnce();
    const shown = await Promise.all(
      (await listDeclarations(server)).map(({ id }) => read(server, `?declaration=${id}`)),
    );
    const texts = shown.map(({ text }) => text).join("\n");
    expect(texts).toContain("<small>Found by your function findCustomer, with another email address</small>");
    expect(texts).toContain("<small>Found by the email address</small>");
    expect(texts).toContain(
      "<dt>Customer</dt><dd><bdi>No customer was found by what was declared</bdi></dd>",
    );
  });

  test("of a person who is no customer are given out and erased by the operator", async () => {
    const server = await open();
    await declare(server, german);
    const { id } = await theDeclaration(server);
    expect((await read(server, `?user=${id}&view=export`)).text).toContain("ada@example.com");
    await server.retent.drainOnce();
    const asked = await read(server, `?user=${id}&confirm=erase`);
    expect(asked.text).toContain("neither matched nor rejected");
    await press(server, { do: "reject", reason: "There is no such contract." });
    await server.retent.drainOnce();
    const erased = await server.browser.postForm(`/admin?user=${id}`, { do: "erase" }, operator);
    expect(erased.status).toBe(303);
    expect(await listDeclarations(server)).toEqual([]);
    expect(await server.store.listByEvent(id)).toEqual([]);
  });
});
