import { describe, expect, test } from "vitest";
import {
  declare,
  follow,
  french,
  german,
  listDeclarations,
  readFields,
  readHidden,
  startDeclared,
  theDeclaration,
} from "../declaration-form.ts";

describe("the page that a law prescribes", () => {
  test.each([
    ["de", ["kind", "reason", "name", "contract", "end", "email"]],
    ["fr", ["name", "email", "address", "contract", "end", "reason"]],
    ["eu-withdrawal", ["name", "contract", "email"]],
  ])("has the fields of the law for %s and no others, without signing in", async (preset, fields) => {
    const { browser } = await startDeclared();
    const response = await browser.get(`/cancel?preset=${preset}`);
    expect(response.status).toBe(200);
    expect(readFields(await response.text())).toEqual(fields);
  });

  test("has one button in Germany, with the words of the law", async () => {
    const { browser } = await startDeclared();
    const page = await (await browser.get("/cancel?preset=de")).text();
    expect([...page.matchAll(/<button[^>]*>([^<]*)</g)].map(([, label]) => label)).toEqual([
      "jetzt kündigen",
    ]);
    expect(page).toContain('<html lang="de"');
  });

  test("shows a signed-in customer's contract, which can be changed", async () => {
    const server = await startDeclared();
    server.session.customer = { userId: "user_1", accountName: "Ada Example", context: { plan: "Team" } };
    const page = await (await server.browser.get("/cancel?preset=de")).text();
    expect(page).toMatch(/name="name"[^>]* value="Ada Example"/);
    expect(page).toMatch(/name="contract"[^>]* value="Team"/);
  });

  describe("for a signed-in customer with one contract", () => {
    async function startWithOne() {
      const server = await startDeclared();
      server.session.customer = {
        userId: "user_1",
        subscriptions: [{ id: "sub_1", label: "Team", price: "24 €", renewsAt: "2026-07-01T00:00:00Z" }],
      };
      return server;
    }

    test("has it chosen, with what it costs, and another one to choose", async () => {
      const page = await (await (await startWithOne()).browser.get("/cancel?preset=de")).text();
      expect(page).toMatch(/id="contract" value="sub_1" checked><span><bdi>Team<\/bdi>/);
      expect(page).toContain("<bdi>24 €</bdi><span>Nächste Zahlung: 1. Juli 2026</span>");
      expect(page).toMatch(/id="contract-other" value="">Ein anderer Vertrag/);
    });

    test("declares it as it stands", async () => {
      const server = await startWithOne();
      await declare(server, { ...german, subscription: "sub_1", contract: "" });
      expect(await theDeclaration(server)).toMatchObject({ contract: "Team", subscription: "sub_1" });
    });

    test("leaves another one to the operator also where a summary comes before it is sent", async () => {
      const server = await startWithOne();
      const form = await (await server.browser.get("/cancel?preset=fr")).text();
      const filled = { ...readHidden(form), ...french, subscription: "", contract: "No. 7" };
      const summary = await (await server.browser.postForm("/declaration", filled)).text();
      await server.browser.postForm("/declaration", { ...readHidden(summary), step: "send" });
      await server.retent.drainOnce();
      expect(await theDeclaration(server)).toMatchObject({
        contract: "No. 7",
        status: "open",
        subscription: null,
      });
      expect(server.billing).not.toHaveBeenCalled();
    });

    test("leaves another one to the operator, and ends nothing meanwhile", async () => {
      const server = await startWithOne();
      await declare(server, { ...german, subscription: "", contract: "No. 7" });
      await server.retent.drainOnce();
      expect(await theDeclaration(server)).toMatchObject({
        ...{ contract: "No. 7", subscription: null },
        ...{ isAmbiguous: true, status: "open" },
      });
      expect(server.billing).not.toHaveBeenCalled();
    });
  });

  describe("for a signed-in customer with several contracts", () => {
    async function startWithTwo() {
      const server = await startDeclared();
      const subscriptions = [
        { id: "sub_1", label: "Team" },
        { id: "sub_2", label: "Storage" },
      ];
      server.session.customer = { userId: "user_1", subscriptions };
      return server;
    }
    const withdrawal = { preset: "eu-withdrawal", name: "Ada Example", email: "ada@example.com" };
    const readChosen = (page: string) => /id="([^"]+)" value="[^"]*" checked/.exec(page)?.[1];

    test("has them to choose from, and another one, and none is chosen", async () => {
      const page = await (await (await startWithTwo()).browser.get("/cancel?preset=eu-withdrawal")).text();
      const labels = [...page.matchAll(/<label class="choice"><input[^>]*>(.*?)<\/label>/g)];
      expect(labels.map(([, label]) => label)).toEqual([
        "<span><bdi>Team</bdi></span>",
        "<span><bdi>Storage</bdi></span>",
        "Another contract",
      ]);
      expect(readChosen(page)).toBeUndefined();
    });

    test("takes the name of the one that was chosen, whatever the hidden field holds", async () => {
      const server = await startWithTwo();
      await declare(server, { ...withdrawal, subscription: "sub_2", contract: "Something" });
      expect(await theDeclaration(server)).toMatchObject({
        contract: "Storage",
        subscription: "sub_2",
        isAmbiguous: false,
      });
    });

    test("tells those of one name apart, so that a second one can be declared from the same form", async () => {
      const server = await startWithTwo();
      const subscriptions = [
        { id: "sub_of_the_first", label: "Team" },
        { id: "sub_of_the_second", label: "Team" },
      ];
      server.session.customer = { userId: "user_1", subscriptions };
      const page = await (await server.browser.get("/cancel?preset=eu-withdrawal")).text();
      expect(page).toContain("<bdi>Team (he_first)</bdi>");
      const fields = { ...readHidden(page), ...withdrawal, step: "send" };
      for (const { id } of subscriptions)
        await server.browser.postForm("/declaration", { ...fields, subscription: id });
      const declared = await listDeclarations(server);
      expect(declared.map(({ subscription }) => subscription).sort()).toEqual([
        "sub_of_the_first",
        "sub_of_the_second",
      ]);
    });

    test("shows what each costs, and tells those of one name apart by price, next payment or id", async () => {
      const server = await startWithTwo();
      const team = { label: "Team", price: "€24.00 / month", renewsAt: "2026-07-01T00:00:00Z" };
      const ofPrice = { ...team, price: "€9.00 / month" };
      const ofDate = { ...team, renewsAt: "2026-08-01T00:00:00Z" };
      for (const [other, name] of [
        [ofPrice, "Team (€9.00 / month)"],
        [ofDate, "Team (Next payment: August 1, 2026)"],
        [team, "Team (e_second)"],
      ] as const) {
        server.session.customer = {
          userId: "user_1",
          subscriptions: [
            { ...team, id: "sub_of_the_first" },
            { ...other, id: "sub_of_the_second" },
          ],
        };
        const page = await (await server.browser.get("/cancel?preset=eu-withdrawal")).text();
        expect(page).toContain("<bdi>€24.00 / month</bdi><span>Next payment: July 1, 2026</span>");
        await declare(server, { ...withdrawal, subscription: "sub_of_the_second" });
        expect(await listDeclarations(server)).toContainEqual(expect.objectContaining({ contract: name }));
      }
    });

    test("takes what was typed for another one", async () => {
      const server = await startWithTwo();
      await declare(server, { ...withdrawal, subscription: "", contract: "No. 7" });
      expect(await theDeclaration(server)).toMatchObject({ contract: "No. 7", isAmbiguous: true });
    });

    test.each([
      ["nothing was chosen", {}],
      ["the id is not the customer's", { subscription: "sub_3", contract: "Team" }],
    ])("asks again if %s", async (_case, fields) => {
      const server = await startWithTwo();
      const response = await declare(server, { ...withdrawal, ...fields });
      expect(response.status).toBe(422);
      const page = await response.text();
      expect(page).toContain('<a href="#contract">Select the contract you want to withdraw from.</a>');
      expect(page).toMatch(/<fieldset[^>]* aria-invalid="true" aria-describedby="contract-wrong"/);
      expect(await listDeclarations(server)).toEqual([]);
    });

    test("asks for the name if another one was chosen and nothing typed", async () => {
      const page = await (await declare(await startWithTwo(), { ...withdrawal, subscription: "" })).text();
      expect(page).toContain("Enter what the contract is called, or its number.");
      expect(readChosen(page)).toBe("contract-other");
    });

    test("takes what was typed if there is no list any more", async () => {
      const server = await startWithTwo();
      const form = readHidden(await (await server.browser.get("/cancel?preset=eu-withdrawal")).text());
      server.session.customer = null;
      const fields = { ...form, ...withdrawal, step: "send", subscription: "sub_2" };
      expect((await server.browser.postForm("/declaration", fields)).status).toBe(422);
      const sent = await server.browser.postForm("/declaration", { ...fields, contract: "Storage" });
      expect(sent.status).toBe(303);
    });

    test("keeps the choice from the summary to the declaration, and back to the form", async () => {
      const server = await startWithTwo();
      const summary = await declare(server, {
        ...{ preset: "fr", name: "Ada Exemple", email: "ada@example.com" },
        ...{ subscription: "sub_2", step: "summary" },
      });
      const page = await summary.text();
      expect(page).toContain("Storage");
      const hidden = readHidden(page);
      const form = await (await server.browser.postForm("/declaration", { ...hidden, step: "edit" })).text();
      expect(readChosen(form)).toBe("contract-2");
      await server.browser.postForm("/declaration", { ...hidden, step: "send" });
      expect(await theDeclaration(server)).toMatchObject({ contract: "Storage", subscription: "sub_2" });
    });
  });

  test.each(["de", "fr", "eu-withdrawal"])(
    "shows whose account it is, with a way back, to those alone who are signed in, for %s",
    async (preset) => {
      const server = await startDeclared();
      const strangers = await (await server.browser.get(`/cancel?preset=${preset}`)).text();
      expect(strangers).not.toContain('class="account"');
      server.session.customer = { userId: "user_1" };
      const page = await (await server.browser.get(`/cancel?preset=${preset}`)).text();
      expect(page).toMatch(/class="account">[^<]+: <bdi>u…1<\/bdi>/);
      expect(page).toMatch(/<a href="https:\/\/[^"]+" rel="noreferrer">/);
    },
  );

  test("names the account once, where a field has its name or its email address already", async () => {
    const server = await startDeclared();
    for (const accountName of ["Ada Example", "ada@example.com"]) {
      server.session.customer = { userId: "user_1", accountName };
      const page = await (await server.browser.get("/cancel?preset=eu-withdrawal")).text();
      expect(page.split(accountName)).toHaveLength(2);
    }
  });

  test.each([
    ["de", "sehen Sie sofort auf dem Bildschirm, und wir schicken sie Ihnen per E-Mail."],
    ["eu-withdrawal", "we show you a receipt right away and send it to you by email."],
  ])("says before it is sent where the receipt of %s will be", async (preset, words) => {
    const { browser } = await startDeclared();
    expect(await (await browser.get(`/cancel?preset=${preset}`)).text()).toContain(words);
  });

  test("says that no account is needed to those alone who are not signed in", async () => {
    const server = await startDeclared();
    const words = "Sie brauchen dafür kein Kundenkonto.";
    expect(await (await server.browser.get("/cancel?preset=de")).text()).toContain(words);
    server.session.customer = { userId: "user_1" };
    expect(await (await server.browser.get("/cancel?preset=de")).text()).not.toContain(words);
    expect(await (await declare(server, { ...german, name: "" })).text()).not.toContain(words);
  });

  test("says what a withdrawal does before the first field, and of refunds only what the law says", async () => {
    const { browser } = await startDeclared();
    const page = await (await browser.get("/cancel?preset=eu-withdrawal")).text();
    const [before = "", after = ""] = page.split("<form ");
    expect(before).toContain(
      "<p>A withdrawal undoes your contract from the start. You can withdraw within the period that the law sets, in the EU usually 14 days. You don’t need an account for this.</p>",
    );
    expect(after).toContain("Nothing has been sent yet.");
    expect(after).toContain("We refund what the law says you are owed.");
    expect(after).not.toMatch(/\bdays\b/);
  });

  test.each([
    ["de", /for="([^"]+)">[^<]+<span class="optional"> \(optional\)/g, ["end"]],
    ["fr", /for="([^"]+)">[^<]+<span class="optional"> \(facultatif\)/g, ["end", "reason"]],
  ] as const)("marks what may stay empty in %s", async (preset, pattern, fields) => {
    const { browser } = await startDeclared();
    const page = await (await browser.get(`/cancel?preset=${preset}`)).text();
    expect([...page.matchAll(pattern)].map(([, name]) => name)).toEqual(fields);
  });

  test("is shown although identify throws", async () => {
    const server = await startDeclared({
      identify: () => {
        throw new Error("down");
      },
    });
    expect((await server.browser.get("/cancel?preset=de")).status).toBe(200);
  });

  test("is the plain page, for customers who are signed in, where it is not offered", async () => {
    const server = await startDeclared({ declarations: { presets: ["fr"] } });
    expect((await server.browser.get("/cancel?preset=de")).status).toBe(401);
    expect((await server.browser.postForm("/declaration", german)).status).toBe(400);
  });
});

describe("the French page", () => {
  test("shows a summary, which can be corrected, before the control that sends it", async () => {
    const server = await startDeclared();
    const form = await (await server.browser.get("/cancel?preset=fr")).text();
    const summary = await server.browser.postForm("/declaration", {
      ...readHidden(form),
      ...french,
      step: "summary",
    });
    expect(summary.status).toBe(200);
    const page = await summary.text();
    expect(page).toContain("Ada Exemple");
    expect(page).toContain("<p>Rien n’a encore été envoyé.</p>");
    expect(page).toContain("<dt>Entreprise</dt>");
    expect(page).toContain("Notification de la résiliation</button>");
    expect(await listDeclarations(server)).toEqual([]);
    const back = await server.browser.postForm("/declaration", { ...readHidden(page), step: "edit" });
    expect(await back.text()).toMatch(/name="name"[^>]* value="Ada Exemple"/);
    const sent = await server.browser.postForm("/declaration", { ...readHidden(page), step: "send" });
    expect(sent.status).toBe(303);
    expect((await theDeclaration(server)).statement.confirm).toBe("Notification de la résiliation");
  });

  test("stands with “ou” between the addresses, and says what follows", async () => {
    const { browser } = await startDeclared();
    const page = await (await browser.get("/cancel?preset=fr")).text();
    expect(page).toMatch(/id="email"[\s\S]*<p class="or">ou<\/p>[\s\S]*id="address"/);
    expect(page).toContain("Rien n’a encore été envoyé. Vous pourrez d’abord tout vérifier");
  });

  test("takes a postal address where there is no email address", async () => {
    const server = await startDeclared();
    const address = "1 rue de l’Exemple\n75001 Paris";
    await declare(server, { ...french, email: "", address });
    expect(await theDeclaration(server)).toMatchObject({ email: null, postalAddress: address });
  });

  test("takes a reason for ending early, and says where proof can be sent", async () => {
    const server = await startDeclared({
      declarations: { presets: ["fr"], proofAddress: "preuves@shop.example" },
    });
    expect(await (await server.browser.get("/cancel?preset=fr")).text()).toContain("preuves@shop.example");
    const sent = await declare(server, { ...french, reason: "Je déménage." });
    expect(await theDeclaration(server)).toMatchObject({ kind: "for_cause", reason: "Je déménage." });
    const receipt = await follow(server, sent);
    const href = /href="([^"]+file=1)"/.exec(receipt)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const file = await server.browser.get(new URL(href, "https://shop.example").href);
    for (const kept of [receipt, await file.text()]) expect(kept).toContain("preuves@shop.example");
    expect(await follow(server, await declare(server, french))).not.toContain("preuves@shop.example");
  });
});
