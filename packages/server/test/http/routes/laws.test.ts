// Walks through each law line by line, on what a customer sees, sends and keeps.
import { describe, expect, test } from "vitest";
import type { Preset } from "../../../src/law-preset.ts";
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

type Declared = Awaited<ReturnType<typeof startDeclared>>;

const withdrawal = {
  preset: "eu-withdrawal",
  name: "Ada Example",
  contract: "Team",
  email: "ada@example.com",
};

async function open({ browser }: Declared, preset: Preset, headers = {}): Promise<string> {
  return (await browser.get(`/cancel?preset=${preset}`, headers)).text();
}

const readButtons = (page: string) => [...page.matchAll(/<button[^>]*>([^<]*)</g)].map(([, label]) => label);

/** Labels and hints of the fields, the legend among them. */
const readLabels = (page: string) =>
  [...page.matchAll(/<(?:label for="[^"]*"|legend)>([^<]*)</g)].map(([, label]) => label);

/** Sends a declaration, and returns everything that the customer gets. */
async function declareAndKeep(server: Declared, fields: Record<string, string>) {
  const sent = await declare(server, fields);
  const receipt = await follow(server, sent);
  const href = /href="([^"]+file=1)"/.exec(receipt)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const file = await server.browser.get(new URL(href, "https://shop.example").href);
  await server.retent.drainOnce();
  const [mail] = server.mails;
  return { receipt, file: await file.text(), disposition: file.headers.get("content-disposition"), mail };
}

describe.each<Preset>(["de", "fr", "eu-withdrawal"])("on the page of %s", (preset) => {
  test("nothing asks for an account or a password, and no offer stands in between", async () => {
    const server = await startDeclared();
    const response = await server.browser.get(`/cancel?preset=${preset}`);
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).not.toMatch(/type="password"/);
    // No other form and no other way than the one that the law has.
    expect(page.match(/<form /g)).toHaveLength(1);
    expect(server.retentbase.sent).toEqual([]);
  });

  test("a signed-in customer has the same fields, and all of them can be changed", async () => {
    const server = await startDeclared();
    const page = await open(server, preset);
    server.session.customer = { userId: "user_1", accountName: "Ada Example", context: { plan: "Team" } };
    const signedIn = await open(server, preset);
    expect(readFields(signedIn)).toEqual(readFields(page));
    expect(signedIn).not.toMatch(/<(?:input|textarea)[^>]* (?:readonly|disabled)/);
  });

  test("no script is needed", async () => {
    expect(await open(await startDeclared(), preset)).not.toContain("<script");
  });
});

describe("Germany, BGB § 312k", () => {
  test("(2) sentence 3 no. 1: kind and reason, who, which contract, the end, and the electronic way, and no more", async () => {
    const page = await open(await startDeclared(), "de");
    expect(readLabels(page)).toEqual([
      "Art der Kündigung",
      "Kündigungsgrund",
      "Ihr Name",
      "Bezeichnung des Vertrags",
      "Gewünschtes Ende",
      "E-Mail-Adresse für die Kündigungsbestätigung",
    ]);
    expect(page).toMatch(/<span>ordentliche Kündigung<small>.*?Mit Kündigungsfrist, ohne Begründung</);
    expect(page).toMatch(
      /<span>außerordentliche Kündigung<small>.*?Ohne Kündigungsfrist, aus einem wichtigen Grund</,
    );
  });

  test("(2) sentence 3 no. 2: one page, with one button that says “jetzt kündigen” and nothing else", async () => {
    const server = await startDeclared();
    const page = await open(server, "de", { "accept-language": "fr" });
    expect(readButtons(page)).toEqual(["jetzt kündigen"]);
    expect((await declare(server, german)).status).toBe(303);
    expect(await listDeclarations(server)).toHaveLength(1);
  });

  test("(3): the customer can keep the declaration, with date, time and the button that sent it", async () => {
    const { receipt, file, disposition } = await declareAndKeep(await startDeclared(), german);
    expect(disposition).toMatch(/^attachment/);
    for (const kept of [receipt, file]) {
      for (const text of ["ordentliche Kündigung", "Ada Example", "Team", "ada@example.com"])
        expect(kept).toContain(text);
      expect(kept).toContain("Abgegeben mit der Schaltfläche</dt><dd>„jetzt kündigen“");
      expect(kept).toMatch(/1\. März 2026 um 00:00 UTC/);
    }
  });

  test("(4): a mail confirms at once what was received, when, and when the contract is to end", async () => {
    const { mail } = await declareAndKeep(await startDeclared(), { ...german, end: "2026-12-31" });
    expect(mail?.to).toBe("ada@example.com");
    expect(mail?.subject).toContain("Ihre Kündigung ist eingegangen");
    for (const text of [
      "Art der Kündigung: ordentliche Kündigung",
      "Ihr Name: Ada Example",
      "Bezeichnung des Vertrags: Team",
      "Gewünschtes Ende: 31. Dezember 2026",
      "Abgegeben mit der Schaltfläche: „jetzt kündigen“",
      "Kündigung eingegangen: 1. März 2026 um 00:00 UTC",
    ])
      expect(mail?.text).toContain(text);
  });

  test("(5): without a date the contract ends as soon as possible", async () => {
    const server = await startDeclared();
    const { mail } = await declareAndKeep(server, german);
    expect(mail?.text).toContain("Gewünschtes Ende: zum nächstmöglichen Zeitpunkt");
    expect((await theDeclaration(server)).wishedEnd).toBeNull();
  });
});

describe("France, Code de la consommation", () => {
  test("D. 215-2: name, address, contract, date, and the reason with where proof goes, and no more", async () => {
    const server = await startDeclared({
      declarations: { presets: ["fr"], proofAddress: "preuves@shop.example" },
      brand: { address: "1 rue de l’Exemple\n75001 Paris" },
    });
    const page = await open(server, "fr");
    expect(readLabels(page)).toEqual([
      "Nom et prénom, ou raison sociale",
      "Où envoyer la confirmation",
      "Adresse électronique",
      "Adresse postale",
      "Référence du contrat",
      "Date de résiliation souhaitée",
      "Motif légitime",
    ]);
    expect(page).toContain("preuves@shop.example");
    expect(page).toContain("1 rue de l’Exemple, 75001 Paris");
  });

  test("D. 215-3: a summary that can be corrected, then “Notification de la résiliation”", async () => {
    const server = await startDeclared();
    const form = await open(server, "fr");
    expect(readButtons(form)).toEqual(["Continuer"]);
    const summary = await server.browser.postForm("/declaration", {
      ...readHidden(form),
      ...french,
      step: "summary",
    });
    const page = await summary.text();
    expect(readButtons(page)).toEqual(["Notification de la résiliation", "Modifier"]);
    expect(page).toContain("Ada Exemple");
    expect(await listDeclarations(server)).toEqual([]);
  });

  test("L. 215-1-1: the receipt is confirmed in writing, and an end date follows", async () => {
    const { mail } = await declareAndKeep(await startDeclared(), french);
    expect(mail?.subject).toContain("Nous avons bien reçu la notification de la résiliation");
    expect(mail?.text).toContain("Date de résiliation souhaitée: dès que possible");
    expect(mail?.text).toMatch(/1er mars 2026 à 00:00 UTC/);
    expect(mail?.text).toContain(
      "La date de fin n’est pas encore fixée. Nous vous écrirons dès qu’elle le sera.",
    );
  });
});

describe("the Union, Directive 2011/83/EU, article 11a", () => {
  test("(2): name, what identifies the contract, and the electronic way, and no more", async () => {
    const page = await open(await startDeclared(), "eu-withdrawal");
    expect(readLabels(page)).toEqual(["Your name", "Contract", "Email address for the confirmation"]);
  });

  test("(3): a control that says “confirm withdrawal” and nothing else", async () => {
    const server = await startDeclared();
    expect(readButtons(await open(server, "eu-withdrawal"))).toEqual(["Confirm withdrawal"]);
    const page = await open(server, "eu-withdrawal", { "accept-language": "de" });
    expect(readButtons(page)).toEqual(["Widerruf bestätigen"]);
  });

  test("(4): a mail confirms without delay what was received, with date and time", async () => {
    const { mail } = await declareAndKeep(await startDeclared(), withdrawal);
    expect(mail?.subject).toContain("We have received your withdrawal");
    for (const text of ["Your name: Ada Example", "Contract: Team", "March 1, 2026 at 12:00 AM UTC"])
      expect(mail?.text).toContain(text);
  });

  test("is not said to be a cancellation", async () => {
    const server = await startDeclared();
    const { receipt, mail } = await declareAndKeep(server, withdrawal);
    for (const text of [receipt, mail?.text]) expect(text).not.toMatch(/cancel(?!\?|-)/i);
    expect((await theDeclaration(server)).kind).toBe("withdrawal");
  });
});
