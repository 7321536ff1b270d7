import { describe, expect, test, vi } from "vitest";
import type { Billing, OnResult } from "../../../src/billing/billing.ts";
import type { DeclarationStore } from "../../../src/declarations/declaration-store.ts";
import type { Notification } from "../../../src/notifications/notifier.ts";
import {
  declare,
  french,
  german,
  listDeclarations,
  readHidden,
  theDeclaration,
} from "../declaration-form.ts";
import { open, press } from "../operator-declarations.ts";
import { read } from "../operator-page.ts";

describe("the operator's declarations", () => {
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
        {
          ...{ id: "sub_1", label: "Team", price: "€49.00 / month" },
          ...{ renewsAt: "2026-04-01T00:00:00Z", endsIfCancelled: "2026-04-01T00:00:00Z" },
        },
        { id: "sub_2", label: "Solo" },
      ],
    };
    const server = await open({ billing });
    await declare(server, german);
    const { id } = await theDeclaration(server);
    const page = await read(server, `?declaration=${id}&confirm=match&user=user_7`);
    for (const shown of ["ada@example.com", '<option value="sub_2">Solo (sub_2)</option>'])
      expect(page.text).toContain(shown);
    expect(page.text.replaceAll(/<\/?span[^>]*>/g, "")).toContain(
      "€49.00 / month; next payment on 2026-04-01; if cancelled today, it ends on 2026-04-01",
    );
    // A number without a currency says nothing.
    expect(page.text).not.toContain("MRR");
    expect(page.text).toContain("Match and end");
    expect(await theDeclaration(server)).toMatchObject({ status: "open", userId: null });
    expect((await read(server, `?declaration=${id}&confirm=match&user=`)).status).toBe(400);
  });

  test("are matched beside the customer's email address, as far as one is known", async () => {
    const server = await open({
      declarations: { presets: ["de"], findCustomer: ({ email }) => ({ userId: "user_7", email }) },
    });
    await declare(server, german);
    await server.retent.drainOnce();
    server.session.customer = { userId: "user_8", email: "ben@example.com" };
    await server.browser.postForm("/cancel-link", {});
    const { id } = await theDeclaration(server);
    const show = async (user: string) =>
      (await read(server, `?declaration=${id}&confirm=match&user=${user}`)).text;
    expect(await show("user_7")).toContain("ada@example.com</bdi><small>The same as in the declaration");
    expect(await show("user_8")).toContain("ben@example.com</bdi><small>Not the one in the declaration");
    expect(await show("user_9")).not.toContain("<dt>Email</dt><dd><bdi>ben@example.com");
  });

  test("have the customer's email address only if it is the same one letter by letter", async () => {
    const server = await open();
    server.session.customer = { userId: "user_1", email: "kate@example.com" };
    await server.browser.postForm("/cancel-link", {});
    server.session.customer = null;
    await declare(server, { ...german, email: "\u212Aate@example.com" });
    const { id } = await theDeclaration(server);
    const { text } = await read(server, `?declaration=${id}&confirm=match&user=user_1`);
    expect(text).toContain("kate@example.com</bdi><small>Not the one in the declaration");
  });

  test("are not compared with an address that only another declaration has named", async () => {
    const server = await open({
      onResult: ({ outcome }) => ({ outcome, effectiveAt: "2026-12-31T00:00:00Z" }),
    });
    server.session.customer = { userId: "user_1", email: "kate@example.com" };
    await server.browser.postForm("/cancel-link", {});
    server.clock.now += 1000;
    const eve = { ...german, email: "eve@example.com" };
    await declare(server, eve);
    const { id: first } = await theDeclaration(server);
    await server.retent.drainOnce();
    const show = async () => {
      server.session.customer = null;
      server.clock.now += 1000;
      await declare(server, { ...eve, contract: "Storage" });
      const [latest] = await listDeclarations(server);
      return (await read(server, `?declaration=${latest?.id}&confirm=match&user=user_1`)).text;
    };
    const known = "kate@example.com</bdi><small>Not the one in the declaration";
    expect(await show()).toContain(known);
    // What was declared counts no more than before once the customer has taken it back.
    server.session.customer = { userId: "user_1" };
    await server.browser.postForm("/keep", { event: first });
    await server.retent.drainOnce();
    expect((await server.store.find(first))?.decision?.source).toBe("keep_page");
    expect(await show()).toContain(known);
  });

  test("about another contract than the only one that billing lists are not matched without a choice", async () => {
    const billing: Billing = {
      onResult: ({ outcome }) => ({ outcome }),
      subscriptions: async () => [{ id: "sub_1", label: "Team" }],
    };
    const server = await open({ billing });
    server.session.customer = { userId: "user_1" };
    await declare(server, { ...german, contract: "Storage", subscription: "" });
    await server.retent.drainOnce();
    const { id } = await theDeclaration(server);
    const { text } = await read(server, `?declaration=${id}&confirm=match&user=user_1`);
    expect(text).toContain(
      'required><option value="">Choose</option><option value="sub_1">Team (sub_1)</option></select>',
    );
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

  test("are matched with another customer than the one who was found only after asking once more", async () => {
    const onResult = vi.fn<OnResult>(({ outcome }) => ({ outcome }));
    const server = await open({
      declarations: { presets: ["de"], findCustomer: () => ({ userId: "user_7" }) },
      billing: { onResult, subscriptions: async () => [{ id: "sub_8", label: "Team" }] },
    });
    await declare(server, german);
    await server.retent.drainOnce();
    const fields = { do: "match", user: "user_8", subscription: "sub_8" };
    const asked = await press(server, fields);
    expect(asked.status).toBe(200);
    const text = await asked.text();
    expect(text).toContain("Match with another customer?");
    expect(text).toContain("<dt>Subscription</dt><dd><bdi>Team (sub_8)</bdi></dd>");
    expect(text).toContain("ends the subscription of <bdi>user_8</bdi>, and not that of <bdi>user_7</bdi>");
    expect(text).toContain("An email goes to <bdi>ada@example.com</bdi>");
    await server.retent.drainOnce();
    expect(await theDeclaration(server)).toMatchObject({ userId: "user_7", confirmedBy: null });
    expect(onResult).not.toHaveBeenCalled();
    expect((await press(server, { ...fields, instead: "user_6" })).status).toBe(200);
    expect((await press(server, { ...readHidden(text), do: "match" })).status).toBe(303);
    await server.retent.drainOnce();
    expect(onResult).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ userId: "user_8", subscription: "sub_8" }),
    );
  });

  test("are matched with another customer with a word on the email, also to an address that had all of that day", async () => {
    const server = await open({
      declarations: { presets: ["de"], findCustomer: () => ({ userId: "user_7" }) },
      onResult: ({ outcome }) => ({ outcome, effectiveAt: "2026-03-31T00:00:00Z" }),
    });
    await declare(server, german);
    await server.retent.drainOnce();
    const declaration = { ...(await theDeclaration(server)), isMailed: false };
    await (server.store as unknown as DeclarationStore).saveDeclaration({ declaration });
    server.mails.length = 0;
    const text = await (await press(server, { do: "match", user: "user_8" })).text();
    expect(text).toContain("An email goes to <bdi>ada@example.com</bdi>");
    expect(text).not.toContain("No email is sent");
    await press(server, { ...readHidden(text), do: "match" });
    await server.retent.drainOnce();
    expect(server.mails.map(({ to }) => to)).toEqual(["ada@example.com"]);
  });

  test("that go on with a customer's own cancellation are not matched with another customer", async () => {
    const server = await open();
    server.session.customer = { userId: "user_1" };
    const { eventId } = await server.startFlow();
    await declare(server, { ...german, event: eventId }, `&event=${eventId}`);
    const query = (user: string) => `?declaration=${eventId}&confirm=match&user=${user}`;
    const { text } = await read(server, query("user_2"));
    expect(text).toContain("it can only be matched with that customer");
    expect(text).not.toContain("Match and end");
    const response = await press(server, { do: "match", user: "user_2", instead: "user_1" });
    expect(response.status).toBe(409);
    expect(await theDeclaration(server)).toMatchObject({ userId: "user_1", confirmedBy: "session" });
    expect((await read(server, query("user_1"))).text).toContain("Match and end</button>");
    expect((await press(server, { do: "match", user: "user_1" })).status).toBe(303);
    await server.retent.drainOnce();
    expect(server.billing).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ userId: "user_1" }));
  });

  test("that end for cause ask for the date once, on the page that ends them", async () => {
    const server = await open();
    await declare(server, { ...french, reason: "Je déménage.", end: "2026-12-31" });
    const { id } = await theDeclaration(server);
    expect((await read(server, `?declaration=${id}`)).text).not.toContain('name="date"');
    const match = `?declaration=${id}&confirm=match&user=user_1`;
    expect((await read(server, match)).text).toContain('name="date" type="date" required value="2026-12-31"');
    // Going back from the question about another customer keeps what was chosen.
    expect((await read(server, `${match}&date=2026-03-15`)).text).toContain('required value="2026-03-15"');
  });
});
