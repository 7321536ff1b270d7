import { describe, expect, test, vi } from "vitest";
import type { Billing, OnResult } from "../../../src/billing/billing.ts";
import { MailError } from "../../../src/mail/mailer.ts";
import type { Notification } from "../../../src/notifications/notifier.ts";
import { publicUrl, startServer } from "../../server-under-test.ts";
import {
  declare,
  french,
  german,
  listDeclarations,
  readHidden,
  readLink,
  startDeclared,
  theDeclaration,
} from "../declaration-form.ts";
import { healthToken, operator, read } from "../operator-page.ts";

const open = (options: Parameters<typeof startDeclared>[0] = {}) =>
  startDeclared({ healthToken, ...options });

type Server = Awaited<ReturnType<typeof open>>;

/** Presses a button of the operator's page. */
async function press(server: Server, fields: Record<string, string>, headers = {}) {
  const { id } = await theDeclaration(server);
  return server.browser.postForm("/admin", { declaration: id, ...fields }, { ...operator, ...headers });
}

describe("the operator's declarations", () => {
  test("are listed by what has become of them, with what each waits for", async () => {
    const server = await open();
    await declare(server, german);
    const { text } = await read(server, "?view=declarations");
    for (const shown of ["Ada Example", "Germany, BGB §\u00a0312k", "Open (1)", "Find whose contract it is."])
      expect(text).toContain(shown);
    expect((await read(server, "?view=declarations&status=matched")).text).toContain("None.");
  });

  test("are not in the navigation of a server that takes none", async () => {
    const server = await startServer({ healthToken });
    expect((await read({ browser: server.browser })).text).not.toContain("Declarations");
    expect((await read(server, "?view=declarations")).status).toBe(404);
  });

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

  test("are matched by hand, and billing then acts as of the receipt", async () => {
    const server = await open();
    await declare(server, german);
    const receivedAt = new Date(server.clock.now).toISOString();
    server.clock.now += 3_600_000;
    const response = await press(server, { do: "match", user: " user_7 ", subscription: "sub_7" });
    expect(response.status).toBe(303);
    await server.retent.drainOnce();
    expect(server.billing).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ userId: "user_7", subscription: "sub_7", decidedAt: receivedAt }),
    );
    const { id } = await theDeclaration(server);
    expect((await read(server, `?declaration=${id}`)).text).toContain("View the cancellation");
    expect((await read(server, `?event=${id}`)).text).toContain("By a declaration");
  });

  test("are matched after a look at what billing knows of the customer, by which nothing ends", async () => {
    const billing: Billing = {
      onResult: ({ outcome }) => ({ outcome }),
      context: async () => ({ plan: "Team", mrr: 49 }),
      subscriptions: async () => [
        { id: "sub_1", label: "Team" },
        { id: "sub_2", label: "Solo" },
      ],
    };
    const server = await open({ billing });
    await declare(server, german);
    const { id } = await theDeclaration(server);
    const page = await read(server, `?declaration=${id}&confirm=match&user=user_7`);
    for (const shown of ["ada@example.com", "49", '<option value="sub_2">Solo (sub_2)</option>'])
      expect(page.text).toContain(shown);
    expect(page.text).toContain("Match and end");
    expect(await theDeclaration(server)).toMatchObject({ status: "open", userId: null });
    expect((await read(server, `?declaration=${id}&confirm=match&user=`)).status).toBe(400);
  });

  test("are not matched with another subscription than the one they name without a choice", async () => {
    const billing: Billing = {
      onResult: ({ outcome }) => ({ outcome }),
      subscriptions: async () => [{ id: "sub_1", label: "Team" }],
    };
    const server = await open({
      billing,
      declarations: {
        presets: ["de"],
        findCustomer: () => ({ userId: "user_7", subscription: "sub_2" }),
      },
    });
    await declare(server, german);
    await server.retent.drainOnce();
    const { id } = await theDeclaration(server);
    const { text } = await read(server, `?declaration=${id}&confirm=match&user=user_7`);
    expect(text).toContain('<option value="">Choose</option><option value="sub_2">sub_2</option>');
    expect(text).not.toContain(" selected");
    // What was found for one customer is never ended as another's, and says no more than is known.
    const other = await read(server, `?declaration=${id}&confirm=match&user=user_8`);
    expect(other.text).not.toContain("sub_2");
    expect(other.text).toContain("Your function findCustomer has found");
    expect((await read(server, `?declaration=${id}`)).text).toContain("Stored data");
  });

  test("are not said to be unknown to billing that could not be asked", async () => {
    const billing: Billing = {
      onResult: ({ outcome }) => ({ outcome }),
      context: () => Promise.reject(new Error("down")),
    };
    const server = await open({ billing });
    await declare(server, german);
    const { id } = await theDeclaration(server);
    const { text } = await read(server, `?declaration=${id}&confirm=match&user=user_7`);
    expect(text).toContain("billing could not be asked");
  });

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

  test("are not matched with a customer whom billing does not know without a warning", async () => {
    const billing: Billing = { onResult: ({ outcome }) => ({ outcome }), subscriptions: async () => [] };
    const server = await open({ billing });
    await declare(server, german);
    const { id } = await theDeclaration(server);
    const { text } = await read(server, `?declaration=${id}&confirm=match&user=user_8`);
    expect(text).toContain("Neither billing nor this server knows a customer with this id.");
  });

  test("are not matched with another customer than the one who sent them without a warning", async () => {
    const server = await open();
    const subscriptions = [{ id: "sub_1" }, { id: "sub_2" }];
    server.session.customer = { userId: "user_1", subscriptions };
    const page = await (await server.browser.get("/cancel?preset=de")).text();
    await server.browser.postForm("/declaration", {
      ...readHidden(page),
      step: "send",
      ...german,
      contract: "both",
    });
    const { id } = await theDeclaration(server);
    expect((await read(server, `?declaration=${id}`)).text).toContain(
      "<span>Continue with <bdi>user_1</bdi>",
    );
    const warning = "You are about to match it with another customer.";
    expect((await read(server, `?declaration=${id}&confirm=match&user=user_2`)).text).toContain(warning);
    expect((await read(server, `?declaration=${id}&confirm=match&user=user_1`)).text).not.toContain(warning);
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

  test("that end for cause need the date from which the contract is over, which billing gets", async () => {
    const told: Notification[] = [];
    const notifier = {
      compose(notification: Notification) {
        told.push(notification);
        return "told";
      },
      send: async () => ({ status: 204, body: "" }),
    };
    const server = await open({ notifier });
    await declare(server, { ...french, reason: "Je déménage.", end: "2026-12-31" });
    expect((await press(server, { do: "match", user: "user_1" })).status).toBe(400);
    expect((await press(server, { do: "match", user: "user_1", date: "2026-02-30" })).status).toBe(400);
    await press(server, { do: "match", user: "user_1", date: "2026-03-15" });
    await server.retent.drainOnce();
    expect(server.billing).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        reasonKey: "extraordinary",
        reasonText: "Je déménage.",
        endsAt: "2026-03-15",
      }),
    );
    const settled = told.find(({ type }) => type === "cancellation.settled");
    expect(settled).toMatchObject({ data: { endsAt: "2026-03-15" } });
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
    expect((await read(server, `?declaration=${id}`)).text).toContain("No email is sent for that");
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

  test("wait where it is not clear which of several subscriptions is meant", async () => {
    const server = await open();
    server.session.customer = {
      userId: "user_1",
      subscriptions: [
        { id: "sub_1", label: "Team" },
        { id: "sub_2", label: "Solo" },
      ],
    };
    const page = await (await server.browser.get("/cancel?preset=de")).text();
    expect(page).toContain("<bdi>Solo</bdi>");
    await server.browser.postForm("/declaration", { ...readHidden(page), step: "send", ...german });
    await server.retent.drainOnce();
    expect(server.billing).toHaveBeenCalledOnce();
    await declare(server, { ...german, name: "Ada Again", contract: "both" });
    await server.retent.drainOnce();
    expect(server.billing).toHaveBeenCalledOnce();
    expect((await read(server, "?view=declarations")).text).toContain("say which one is meant");
  });
});
