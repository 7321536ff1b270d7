import { describe, expect, test } from "vitest";
import {
  declare,
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

  test("names a signed-in customer's contracts if there are several, also beside a fault", async () => {
    const server = await startDeclared();
    const subscriptions = [
      { id: "sub_1", label: "Team" },
      { id: "sub_2", label: "Storage" },
    ];
    server.session.customer = { userId: "user_1", subscriptions };
    const form = await (await server.browser.get("/cancel?preset=eu-withdrawal")).text();
    const faulty = await (await declare(server, { preset: "eu-withdrawal", contract: "" })).text();
    for (const page of [form, faulty])
      expect(page).toMatch(/id="contract-hint">[^\n]*<bdi>Team<\/bdi> · <bdi>Storage<\/bdi>/);
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
      "<p>A withdrawal undoes your contract from the start. You don’t need an account for this.</p>",
    );
    expect(after).toContain("We then refund what the law says you are owed.");
    expect(page).not.toMatch(/\bdays\b/);
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
    expect(page).toContain("Notification de la résiliation</button>");
    expect(await listDeclarations(server)).toEqual([]);
    const back = await server.browser.postForm("/declaration", { ...readHidden(page), step: "edit" });
    expect(await back.text()).toMatch(/name="name"[^>]* value="Ada Exemple"/);
    const sent = await server.browser.postForm("/declaration", { ...readHidden(page), step: "send" });
    expect(sent.status).toBe(303);
    expect((await theDeclaration(server)).statement.confirm).toBe("Notification de la résiliation");
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
    await declare(server, { ...french, reason: "Je déménage." });
    expect(await theDeclaration(server)).toMatchObject({ kind: "for_cause", reason: "Je déménage." });
  });
});
