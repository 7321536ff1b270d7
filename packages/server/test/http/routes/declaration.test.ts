import { describe, expect, test } from "vitest";
import { createPass } from "../../../src/cancellation/page-pass.ts";
import { createSigner } from "../../../src/signature.ts";
import { apiKey } from "../../server-under-test.ts";
import {
  declare,
  follow,
  french,
  german,
  listDeclarations,
  readHidden,
  startDeclared,
  theDeclaration,
} from "../declaration-form.ts";

describe("what was filled in", () => {
  test("is stored word for word, with the moment of its receipt, and can be kept", async () => {
    const server = await startDeclared();
    const response = await declare(server, { ...german, end: "2026-12-31" });
    expect(response.status).toBe(303);
    expect(await theDeclaration(server)).toMatchObject({
      kind: "ordinary",
      name: "Ada Example",
      contract: "Team",
      email: "ada@example.com",
      wishedEnd: "2026-12-31",
      receivedAtMs: server.clock.now,
      status: "open",
      confirmedBy: null,
      statement: {
        title: "Vertrag kündigen",
        confirm: "jetzt kündigen",
        lines: [
          ["Art der Kündigung", "ordentliche Kündigung"],
          ["Ihr Name", "Ada Example"],
          ["Bezeichnung des Vertrags", "Team"],
          ["Gewünschtes Ende", "31. Dezember 2026"],
          ["E-Mail-Adresse für die Kündigungsbestätigung", "ada@example.com"],
        ],
      },
    });
    const receipt = await follow(server, response);
    for (const text of ["Ihre Kündigung ist eingegangen", "31. Dezember 2026", "ordentliche Kündigung"])
      expect(receipt).toContain(text);
    const href = /href="([^"]+file=1)"/.exec(receipt)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const file = await server.browser.get(new URL(href, response.url || "https://shop.example").href);
    expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename="declaration-2026-03-01/);
    expect(await file.text()).toContain("Ada Example");
  });

  test("has its receipt say what is still to do beside what is certain, and that the date is a wish", async () => {
    const server = await startDeclared();
    const receipt = await follow(server, await declare(server, { ...german, end: "2026-12-31" }));
    expect(receipt).toMatch(
      /<\/h1>\s*<ol.*<b>Öffnen Sie den Link darin\.<\/b> Ihre Erklärung ist schon eingegangen und zählt ab jetzt\. Der Link zeigt nur, dass sie von Ihnen kommt\./,
    );
    expect(receipt).toMatch(/<\/ol>\s*<p>Das gewünschte Ende ist noch nicht bestätigt\./);
    server.session.customer = { userId: "user_1" };
    const signedIn = await follow(server, await declare(server, { ...german, name: "Ada" }));
    expect(signedIn).not.toContain("<ol");
    expect(signedIn).toContain("Wir schicken eine Bestätigung an ada@example.com.");
  });

  test("has the receipt of a withdrawal promise the refund, and the saved file too", async () => {
    const server = await startDeclared();
    const fields = { preset: "eu-withdrawal", name: "Ada", contract: "Team", email: "ada@example.com" };
    const receipt = await follow(server, await declare(server, fields));
    const refund = "<p>We refund what the law says you are owed.</p>";
    expect(receipt).toMatch(new RegExp(`</h1>\\s*${refund}\\s*<ol`));
    const href = /href="([^"]+file=1)"/.exec(receipt)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const file = await server.browser.get(new URL(href, "https://shop.example").href);
    expect(await file.text()).toContain(refund);
  });

  test("has the receipt say before all else that the end is not set, where no mail goes out", async () => {
    const server = await startDeclared();
    const fields = { ...french, email: "", address: "1 rue de l’Exemple" };
    const receipt = await follow(server, await declare(server, fields));
    expect(receipt).toMatch(/La date de fin n’est pas encore fixée[\s\S]*<dl>/);
  });

  test("without a date asks for the earliest possible end", async () => {
    const server = await startDeclared();
    await declare(server, german);
    const { wishedEnd, statement } = await theDeclaration(server);
    expect(wishedEnd).toBeNull();
    expect(statement.lines).toContainEqual(["Gewünschtes Ende", "zum nächstmöglichen Zeitpunkt"]);
  });

  test.each([
    ["name", { name: " " }],
    ["contract", { contract: "" }],
    ["email", { email: "ada" }],
    ["email", { email: "a@b.example\r\nbcc: c@d.example" }],
    ["reason", { kind: "for_cause", reason: "" }],
    ["end", { end: "2026-02-30" }],
    ["end", { end: "2025-01-01" }],
    ["name", { name: "x".repeat(201) }],
  ])(
    "comes back with a message at the field %s if that is wrong, and nothing is lost",
    async (field, wrong) => {
      const server = await startDeclared();
      const response = await declare(server, { ...german, ...wrong });
      expect(response.status).toBe(422);
      const page = await response.text();
      expect(page).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"`));
      expect(page).toContain(`<a href="#${field}">`);
      expect(page).toContain('role="alert"');
      expect(page).toContain(field === "contract" ? 'value="Ada Example"' : 'value="Team"');
      expect(await listDeclarations(server)).toEqual([]);
    },
  );

  test("marks both addresses in France if there is neither, and says it once", async () => {
    const page = await (await declare(await startDeclared(), { ...french, email: "", address: "" })).text();
    for (const field of ["email", "address"])
      expect(page).toMatch(
        new RegExp(`id="${field}"[^>]*aria-describedby="email-wrong" aria-invalid="true"`),
      );
    expect(page.match(/class="wrong"/g)).toHaveLength(1);
    expect(page.indexOf('class="wrong"')).toBeGreaterThan(page.indexOf('id="email"'));
    expect(page.indexOf('class="wrong"')).toBeLessThan(page.indexOf('for="address"'));
  });

  test.each([
    ["de", { name: "" }, "Geben Sie Ihren Namen ein."],
    ["de", { kind: "for_cause" }, "Nennen Sie den Grund für die außerordentliche Kündigung."],
    ["de", { end: "2025-01-01" }, "Geben Sie ein Datum ein, das nicht in der Vergangenheit liegt."],
    ["de", { end: "2126-01-01" }, "Geben Sie ein Datum in den nächsten 20 Jahren ein."],
    ["de", { end: "bald" }, "Geben Sie das Datum so ein: 31.12.2030."],
    ["de", { name: "x".repeat(201) }, "Ihr Name – Das ist zu lang."],
    ["fr", { email: "" }, "Saisissez une adresse électronique ou, à défaut, une adresse postale."],
    ["eu-withdrawal", { name: "" }, "Enter your name."],
    ["eu-withdrawal", { contract: "" }, "Enter what the contract is called, or its number."],
    ["eu-withdrawal", { email: "" }, "Enter an email address for the confirmation."],
  ])("tells a customer in %s what to enter: %o", async (preset, wrong, message) => {
    const response = await declare(await startDeclared(), { ...german, preset, ...wrong });
    const page = await response.text();
    expect(page).toContain(`">${message}</a></li>`);
    expect(page).toContain(`-wrong">${message}</span>`);
  });

  test.each([
    ["de", "1/2/2027"],
    ["fr", "1.2.2027"],
    ["de", "12.31.2027"],
  ])("does not guess a date that could be another one in %s, and shows it again: %s", async (preset, end) => {
    const server = await startDeclared();
    const response = await declare(server, { ...german, preset, end });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain(`value="${end}"`);
  });

  test.each([
    ["de", "31.12.2026"],
    ["fr", "31/12/2026"],
    ["de", "1.3.2026"],
  ])(
    "takes a date as it is typed in %s where the browser has no field for dates: %s",
    async (preset, end) => {
      const server = await startDeclared();
      expect((await declare(server, { ...german, preset, end })).status).toBe(303);
      expect((await theDeclaration(server)).wishedEnd).toBe(
        end.startsWith("1.") ? "2026-03-01" : "2026-12-31",
      );
    },
  );

  test("keeps a reason word for word beside an ordinary cancellation, which stays one", async () => {
    const server = await startDeclared();
    server.session.customer = { userId: "user_1" };
    const response = await declare(server, { ...german, reason: "Ich ziehe um." });
    expect(response.status).toBe(303);
    const { kind, reason, statement } = await theDeclaration(server);
    expect({ kind, reason }).toEqual({ kind: "ordinary", reason: "Ich ziehe um." });
    expect(statement.lines).toContainEqual(["Kündigungsgrund", "Ich ziehe um."]);
    expect(await follow(server, response)).toContain("Ich ziehe um.");
    await server.retent.drainOnce();
    expect(server.billing).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ reasonKey: "not_asked", reasonText: "Ich ziehe um." }),
    );
  });

  test("sent twice by one form is stored once, and other words from it are another declaration", async () => {
    const server = await startDeclared();
    const page = await (await server.browser.get("/cancel?preset=de")).text();
    const fields = { ...readHidden(page), step: "send", ...german };
    const first = await server.browser.postForm("/declaration", fields);
    const second = await server.browser.postForm("/declaration", fields);
    expect(second.headers.get("location")).toBe(first.headers.get("location"));
    for (let times = 0; times < 6; times += 1)
      expect((await server.browser.postForm("/declaration", fields)).status).toBe(303);
    const other = await server.browser.postForm("/declaration", { ...fields, name: "Bob" });
    expect(other.headers.get("location")).not.toBe(first.headers.get("location"));
    expect((await listDeclarations(server)).map(({ name }) => name).sort()).toEqual(["Ada Example", "Bob"]);
  });

  test("under an id that we did not make gets another one", async () => {
    const server = await startDeclared();
    await declare(server, { ...german, form: "ev_of_somebody" });
    expect((await theDeclaration(server)).id).not.toBe("ev_of_somebody");
  });

  test("is shown as text, whatever it is", async () => {
    const server = await startDeclared();
    const response = await declare(server, { ...german, name: '<script>alert("1")</script>' });
    expect(await follow(server, response)).not.toContain("<script>alert");
  });

  test("is refused from another site, although the customer is signed in", async () => {
    const server = await startDeclared();
    server.session.customer = { userId: "user_1" };
    const response = await server.browser.postForm(
      "/declaration",
      { ...german, step: "send" },
      {
        origin: "https://evil.example",
        "sec-fetch-site": "cross-site",
      },
    );
    expect(response.status).toBe(403);
    expect(await listDeclarations(server)).toEqual([]);
  });

  test("can't be read by guessing the address of its receipt", async () => {
    const server = await startDeclared();
    const response = await declare(server, german);
    const { id } = await theDeclaration(server);
    for (const query of [`id=${id}`, `id=${id}&key=`, `id=${id}&key=${"A".repeat(22)}`])
      expect((await server.newBrowser().get(`/declaration?${query}`)).status).toBe(404);
    server.clock.now += 86_400_001;
    const late = await server.browser.get(
      new URL(response.headers.get("location") ?? "", "https://shop.example").href,
    );
    expect(late.status).toBe(404);
  });

  test("is stored however often others use the address, which gets a few mails at once and no flood", async () => {
    const server = await startDeclared();
    for (let times = 0; times < 30; times += 1) {
      const email = `ada+${times}@example.com`;
      expect((await declare(server, { ...german, email, name: `Ada ${times}` })).status).toBe(303);
    }
    expect(await listDeclarations(server)).toHaveLength(30);
    await server.retent.drainOnce();
    expect(server.mails).toHaveLength(5);
    server.clock.now += 600_000;
    await server.retent.drainOnce();
    expect(server.mails).toHaveLength(20);
  });

  test("by a customer who is signed in is confirmed at once, whatever others have sent", async () => {
    const server = await startDeclared();
    for (let times = 0; times < 30; times += 1) await declare(server, { ...german, name: `Eve ${times}` });
    const adasMails = () => server.mails.filter(({ text }) => text.includes("Ada Example"));
    // Who is signed in can type another person's address, too.
    server.session.customer = { userId: "user_2", email: "eve@example.com" };
    await declare(server, { ...german, contract: "Solo" });
    await server.retent.drainOnce();
    expect(adasMails()).toEqual([]);
    server.session.customer = { userId: "user_1", email: "Ada@example.com" };
    await declare(server, german);
    await server.retent.drainOnce();
    expect(adasMails()).not.toEqual([]);
  });

  test("belongs to no customer by a pass alone, which may stand in a link that another person sent", async () => {
    const server = await startDeclared();
    server.session.customer = { userId: "user_eve" };
    const flow = await server.startFlow({ preset: "de", mode: "direct" });
    server.session.customer = null;
    const cancellation = await server.store.find(flow.eventId);
    if (!cancellation) throw new Error("not started");
    const issuer = { now: () => server.clock.now, signer: createSigner(apiKey) };
    for (const basis of ["identity", "result"] as const) {
      const victim = server.newBrowser();
      const pass = await createPass(issuer, cancellation, basis);
      const page = await (await victim.get(`/cancel?preset=de&event=${flow.eventId}&pass=${pass}`)).text();
      const sent = { ...readHidden(page), ...german, name: basis, event: flow.eventId, pass, step: "send" };
      expect((await victim.postForm("/declaration", sent)).status).toBe(303);
    }
    await server.retent.drainOnce();
    expect(server.billing).not.toHaveBeenCalled();
    const stored = await listDeclarations(server);
    expect(stored.map(({ userId, confirmedBy }) => [userId, confirmedBy])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  test("of a started flow is stored once, also if it is sent again after billing has acted", async () => {
    const server = await startDeclared();
    server.session.customer = { userId: "user_1" };
    const flow = await server.startFlow({ preset: "de", mode: "direct" });
    server.session.customer = null;
    const fields = { ...german, event: flow.eventId, step: "send" };
    const first = await server.browser.postForm("/declaration", fields);
    await server.retent.drainOnce();
    const second = await server.browser.postForm("/declaration", fields);
    expect(second.headers.get("location")).toBe(first.headers.get("location"));
    expect(await theDeclaration(server)).toMatchObject({ status: "matched", userId: "user_1" });
  });

  test("belongs to the customer who is signed in, also if another one started the flow", async () => {
    const server = await startDeclared();
    server.session.customer = { userId: "user_1" };
    const flow = await server.startFlow({ preset: "de", mode: "direct" });
    server.session.customer = { userId: "user_2" };
    await server.browser.postForm("/declaration", { ...german, event: flow.eventId, step: "send" });
    expect(await theDeclaration(server)).toMatchObject({ userId: "user_2" });
  });
});
