import { describe, expect, test } from "vitest";
import { startServer } from "../server-under-test.ts";

const brand = {
  name: "Lumen <b>Notes</b>",
  logoUrl: "https://static.lumen.example/logo.svg?v=1",
  color: "#0F766E",
  supportUrl: "mailto:help@lumen.example",
  legalName: "Lumen Notes Ltd",
  address: "1 Example Street\nDublin",
};

type Server = Awaited<ReturnType<typeof startServer>>;

async function confirm({ browser }: Server): Promise<string> {
  const page = await (await browser.get("/cancel")).text();
  const event = /name="event" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const response = await browser.postForm("/cancel", { event });
  return new URL(response.headers.get("location") ?? "", "https://shop.example").href.replace(
    "https://shop.example/api/retent",
    "",
  );
}

describe("the company", () => {
  test("is on every page of its customers: logo, name, legal name, address and help", async () => {
    const { browser } = await startServer({ brand });
    for (const path of ["/cancel", "/return", "/keep"]) {
      const response = await browser.get(path, { accept: "text/html" });
      const page = await response.text();
      expect(page).toContain("– Lumen &lt;b&gt;Notes&lt;/b&gt;</title>");
      expect(page).toContain('<img src="https://static.lumen.example/logo.svg?v=1"');
      expect(page).toContain('href="mailto:help@lumen.example"');
      expect(page).toContain("Lumen Notes Ltd");
      expect(page).toContain("1 Example Street\nDublin");
      expect(page).toContain("--accent:#");
      const policy = response.headers.get("content-security-policy") ?? "";
      expect(policy.split("; ")).toContain("img-src https://static.lumen.example");
    }
  });

  test("is named by the host that customers land on if nothing else names it", async () => {
    const { browser } = await startServer({ afterUrl: "https://www.shop.example/account" });
    const response = await browser.get("/cancel");
    expect(await response.text()).toContain("<header><bdi>shop.example</bdi></header>");
    expect(response.headers.get("content-security-policy")).not.toContain("img-src");
  });

  test("may have a name that needs a zero-width joiner", async () => {
    const name = "خانه\u200cهای سبز";
    const { browser } = await startServer({ brand: { name } });
    expect(await (await browser.get("/cancel")).text()).toContain(`<header><bdi>${name}</bdi></header>`);
  });

  test.each([
    ["logoUrl", "http://static.lumen.example/logo.svg"],
    ["logoUrl", "data:image/svg+xml,<svg/>"],
    ["logoUrl", "https://user:password@lumen.example/logo.svg"],
    ["supportUrl", "javascript:alert(1)"],
    ["supportUrl", "mailto:help"],
    ["color", "red"],
    ["color", "#fff;}body{display:none"],
    ["name", "Lumen\u202eNotes"],
    ["name", ""],
  ])("is refused at start with the %s %j", async (name, value) => {
    await expect(startServer({ brand: { [name]: value } })).rejects.toThrow(`brand.${name}`);
  });
});

describe("the receipt as a file", () => {
  test("has a name that says what it is, and needs nothing from elsewhere", async () => {
    const server = await startServer({
      brand,
      newId: () => "3f2a9c41-7d05-4c1e-9b57-0a6d2f3c4e5b",
      identify: () => ({ userId: "user_1", accountName: "ada@mail.example" }),
    });
    const receipt = await confirm(server);
    const response = await server.browser.get(`${receipt}&file=1&tz=America/New_York`);
    expect(response.headers.get("content-disposition")).toBe(
      'attachment; filename="lumen-b-notes-b-cancellation-2026-03-01-3F2A-9C41.html"',
    );
    const file = await response.text();
    expect(file).toContain("Lumen Notes Ltd");
    expect(file).toContain("ada@mail.example");
    expect(file).toMatch(/February 28, 2026 at 7:00\sPM EST/);
    expect(file).toMatch(/March 1, 2026 at 12:00\sAM UTC/);
    expect(file).toContain("<bdi>3F2A-9C41</bdi>");
    expect(file).not.toMatch(/<script|<img|<form|class="actions"|href="\//);
  });

  test("says UTC alone if the time zone is none", async () => {
    const server = await startServer();
    const receipt = await confirm(server);
    const file = await (await server.browser.get(`${receipt}&file=1&tz=Mars/Olympus`)).text();
    expect(file).toMatch(/March 1, 2026 at 12:00\sAM UTC<\/time><\/dd>/);
  });
});

test("the account's name is shown to its own customer alone, and kept nowhere", async () => {
  const server = await startServer({
    identify: () => ({ userId: "user_1", accountName: "ada@mail.example" }),
  });
  const receipt = await confirm(server);
  expect(await (await server.browser.get(receipt)).text()).toContain("ada@mail.example");
  const eventId = new URLSearchParams(receipt.split("?")[1]).get("event") ?? "";
  expect(JSON.stringify(await server.store.find(eventId))).not.toContain("ada@mail");
  expect(JSON.stringify(server.retentbase.calls("create"))).not.toContain("ada@mail");
});

test("a host app that does not answer keeps no customer from the receipt", async () => {
  let isHanging = false;
  const server = await startServer({
    identifyTimeoutMs: 20,
    contextTimeoutMs: 20,
    identify: () => (isHanging ? new Promise<never>(() => {}) : { userId: "user_1", accountName: "Ada" }),
  });
  const receipt = await confirm(server);
  isHanging = true;
  expect(await (await server.browser.get(receipt)).text()).toContain("<dt>Account</dt><dd><bdi>u…1</bdi>");
});

test("the plain page says price and next payment if the host app knows them", async () => {
  const { browser } = await startServer({
    identify: () => ({
      userId: "user_1",
      subscriptions: [
        { id: "sub_1", label: "Team", price: "€24.00 / month", renewsAt: "2026-03-28T10:00:00Z" },
      ],
    }),
  });
  const page = await (await browser.get("/cancel")).text();
  expect(page).toContain("<dt>Price</dt><dd><bdi>€24.00 / month</bdi></dd>");
  expect(page).toContain("<dt>Next payment</dt><dd>March 28, 2026</dd>");
});
