import { describe, expect, test, vi } from "vitest";
import type { FindCustomer } from "../../../src/declarations/find-customer.ts";
import {
  confirmByMail,
  declare,
  follow,
  german,
  readHidden,
  startDeclared,
  theDeclaration,
} from "../declaration-form.ts";

const known: FindCustomer = ({ email }) =>
  email?.toLowerCase() === "ada@example.com" ? { userId: "user_1", email: "ada@example.com" } : null;

describe("billing", () => {
  test("ends the subscription at once for a customer who is signed in, as of the receipt", async () => {
    const server = await startDeclared();
    server.session.customer = { userId: "user_1" };
    await declare(server, { ...german, end: "2026-12-31" });
    const { id } = await theDeclaration(server);
    server.clock.now += 5000;
    await server.retent.drainOnce();
    expect(server.billing).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        eventId: id,
        userId: "user_1",
        outcome: "churned",
        reasonKey: "not_asked",
        decidedAt: "2026-03-01T00:00:00.000Z",
        endsAt: "2026-12-31",
      }),
    );
    expect(await theDeclaration(server)).toMatchObject({ status: "matched" });
    expect(server.retentbase.sent.map(({ method }) => method)).toEqual(["POST", "PATCH"]);
  });

  test("ends nothing for a stranger who knows name and email address", async () => {
    const server = await startDeclared({ declarations: { presets: ["de"], findCustomer: known } });
    await declare(server, german);
    for (let hours = 0; hours < 100; hours += 1) {
      await server.retent.drainOnce();
      server.clock.now += 3_600_000;
    }
    expect(server.billing).not.toHaveBeenCalled();
    expect(await theDeclaration(server)).toMatchObject({ status: "open", userId: "user_1" });
  });

  test("ends the subscription once the link in the mail was used, and only once", async () => {
    const server = await startDeclared({ declarations: { presets: ["de"], findCustomer: known } });
    await declare(server, { ...german, email: "Ada@Example.com" });
    await server.retent.drainOnce();
    expect(server.billing).not.toHaveBeenCalled();
    const post = vi.spyOn(server.browser, "postForm");
    expect(await (await confirmByMail(server)).text()).toContain(
      "Sie haben bestätigt, dass die Erklärung von Ihnen kommt.",
    );
    await server.retent.drainOnce();
    const [path = "", fields = {}] = post.mock.calls[0] ?? [];
    const again = await server.browser.postForm(path, fields);
    expect(await again.text()).toContain("Sie haben bestätigt, dass die Erklärung von Ihnen kommt.");
    await server.retent.drainOnce();
    expect(server.billing).toHaveBeenCalledOnce();
  });

  test("ends nothing by a mail to an address that is not the customer's", async () => {
    const server = await startDeclared({
      declarations: { presets: ["de"], findCustomer: () => ({ userId: "user_1", email: "ada@example.com" }) },
    });
    await declare(server, { ...german, email: "eve@evil.example" });
    await confirmByMail(server);
    await server.retent.drainOnce();
    expect(server.billing).not.toHaveBeenCalled();
    expect(await theDeclaration(server)).toMatchObject({ status: "open", confirmedBy: "mail" });
  });

  test("ends nothing by opening the link alone, as mail software does", async () => {
    const server = await startDeclared({ declarations: { presets: ["de"], findCustomer: known } });
    await declare(server, german);
    const post = vi.spyOn(server.browser, "postForm").mockImplementation(async () => new Response());
    await confirmByMail(server);
    post.mockRestore();
    await server.retent.drainOnce();
    expect(server.billing).not.toHaveBeenCalled();
  });

  test("waits for the operator where a contract ends for cause, also for a customer who is signed in", async () => {
    const server = await startDeclared();
    server.session.customer = { userId: "user_1" };
    await declare(server, { ...german, kind: "for_cause", reason: "Die App geht nicht." });
    await server.retent.drainOnce();
    expect(server.billing).not.toHaveBeenCalled();
  });

  test("is asked again if findCustomer throws, and its error names no customer", async () => {
    const findCustomer = vi
      .fn<FindCustomer>()
      .mockRejectedValueOnce(new Error("no row for ada@example.com"))
      .mockImplementation(known);
    const server = await startDeclared({ declarations: { presets: ["de"], findCustomer } });
    await declare(server, german);
    await server.retent.drainOnce();
    const [failed] = server.eventsOf("request_failed");
    expect(String(failed?.error)).not.toContain("ada@example.com");
    server.clock.now += 10_000;
    await server.retent.drainOnce();
    expect(await theDeclaration(server)).toMatchObject({ userId: "user_1" });
  });

  test("goes on with the cancellation that the button started", async () => {
    const server = await startDeclared();
    server.session.customer = { userId: "user_1" };
    const flow = await server.startFlow({ preset: "de", mode: "direct" });
    const page = await (await server.browser.get(flow.url)).text();
    server.session.customer = null;
    await server.browser.postForm("/declaration", { ...readHidden(page), step: "send", ...german });
    await server.retent.drainOnce();
    expect(server.billing).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ eventId: flow.eventId }),
    );
  });

  test("does not end the contract of the button for a customer who names another one", async () => {
    const server = await startDeclared();
    const subscriptions = [
      { id: "sub_1", label: "Team" },
      { id: "sub_2", label: "Storage" },
    ];
    server.session.customer = { userId: "user_1", subscriptions };
    const flow = await server.startFlow({ preset: "de", mode: "direct", subscription: "sub_1" });
    const page = await (await server.browser.get(flow.url)).text();
    const fields = { ...german, contract: "Storage" };
    await server.browser.postForm("/declaration", { ...readHidden(page), step: "send", ...fields });
    await server.retent.drainOnce();
    expect(server.billing).not.toHaveBeenCalled();
    expect(await theDeclaration(server)).toMatchObject({
      userId: "user_1",
      status: "open",
      isAmbiguous: true,
    });
  });
});

describe("the answer", () => {
  test("is the same for known and unknown customers, and asks no one for that", async () => {
    const findCustomer = vi.fn<FindCustomer>(known);
    const server = await startDeclared({ declarations: { presets: ["de"], findCustomer } });
    const pages = [];
    for (const email of ["ada@example.com", "eve@example.com"]) {
      const response = await declare(server, { ...german, email });
      pages.push((await follow(server, response)).replaceAll(email, "EMAIL"));
    }
    expect(findCustomer).not.toHaveBeenCalled();
    const alike = pages.map((page) =>
      page
        .replaceAll(/nonce="[^"]+"/g, "")
        .replaceAll(/(id|key)=[\w.%-]+/g, "")
        .replaceAll(/[0-9A-F]{4}-[0-9A-F]{4}/g, ""),
    );
    expect(alike[0]?.replaceAll(/declaration-[^"]*html/g, "")).toBe(
      alike[1]?.replaceAll(/declaration-[^"]*html/g, ""),
    );
  });
});

describe("a declaration that is still open", () => {
  test("is brought to mind after one day and after three, and shown by health", async () => {
    const server = await startDeclared({ healthToken: "health_token_of_these_tests_9Qx2" });
    await declare(server, german);
    const after = async (days: number) => {
      server.clock.now += days * 86_400_000;
      await server.retent.drainOnce();
      return server.eventsOf("declaration_open").length;
    };
    expect(await after(0.9)).toBe(0);
    expect(await after(0.2)).toBe(1);
    expect(await after(1)).toBe(1);
    expect(await after(1)).toBe(2);
    const health = await server.browser.get("/health?deep=1", {
      authorization: "Bearer health_token_of_these_tests_9Qx2",
    });
    expect(((await health.json()) as { checks: object }).checks).toMatchObject({
      declarations: { status: "degraded", open: 1 },
    });
  });
});
