import { describe, expect, test } from "vitest";
import { answer } from "../fake-retentbase.ts";
import { startServer } from "../server-under-test.ts";

const german = { "accept-language": "de-AT, en;q=0.5" };

async function textOf(response: Promise<Response>): Promise<string> {
  return (await response).text();
}

describe("the language of a page", () => {
  test("is the browser's unless the request names another", async () => {
    const { browser } = await startServer();
    const page = await textOf(browser.get("/cancel", german));
    expect(page).toContain('<html lang="de" dir="ltr">');
    expect(page).toContain("Kündigung bestätigen");
    expect(await textOf(browser.get("/return", { "accept-language": "ar" }))).toContain(
      '<html lang="ar" dir="rtl">',
    );
  });

  test.each([
    ["zh-TW,zh;q=0.9", "zh-Hant", "取消您的訂閱"],
    ["zh-HK", "zh-Hant", "您即將取消訂閱。"],
    ["zh-CN", "zh", "取消您的订阅"],
    ["pt-BR,pt;q=0.9", "pt", "Você está prestes a cancelar sua assinatura."],
    ["pt-PT,pt;q=0.9", "pt-PT", "Está prestes a cancelar a sua subscrição."],
  ])("is written as in the region that %s names, and stays so", async (accepted, lang, words) => {
    const { browser } = await startServer();
    const page = await textOf(browser.get("/cancel", { "accept-language": accepted }));
    expect(page).toContain(`<html lang="${lang}" dir="ltr">`);
    expect(page).toContain(words);
    await browser.get(`/cancel?lang=${lang}`);
    expect(await textOf(browser.get("/cancel", german))).toContain(words);
  });

  test("is English if we have no texts in it, whatever the request holds", async () => {
    const { browser } = await startServer();
    for (const tag of ["sw", "*", "<script>alert(1)</script>", "../../evil", "__proto__"]) {
      const query = new URLSearchParams({ lang: tag });
      const headers = { "accept-language": tag, cookie: `retent_lang=${encodeURIComponent(tag)}` };
      const response = await browser.get(`/cancel?${query}`, headers);
      expect(response.headers.getSetCookie()).toEqual([]);
      const page = await response.text();
      expect(page).toContain('<html lang="en" dir="ltr">');
      expect(page).not.toMatch(/<script|evil|__proto__/);
    }
  });

  test.each(["postJson", "postForm"] as const)(
    "is the one that the button sent by %s, for the whole cancellation",
    async (post) => {
      const { browser } = await startServer();
      const response = await browser[post]("/cancel-link", { lang: "sv-SE" });
      const cookie = response.headers.getSetCookie().find((value) => value.startsWith("retent_lang="));
      expect(cookie?.split("; ").toSorted()).toEqual([
        "HttpOnly",
        "Max-Age=86400",
        "Path=/api/retent",
        "SameSite=Lax",
        "Secure",
        "retent_lang=sv",
      ]);
      expect(await textOf(browser.get("/return", german))).toContain("Visa resultatet");
      expect(await textOf(browser.get("/cancel", german))).toContain("Bekräfta uppsägningen");
      expect(await textOf(browser.get("/keep", german))).toContain(
        "Det finns ingen uppsägning att ta tillbaka",
      );
    },
  );

  test("can stand in the address of the plain page, and goes on to the receipt", async () => {
    const { browser } = await startServer();
    const page = await textOf(browser.get("/cancel?lang=fr", german));
    const event = /name="event" value="([^"]+)"/.exec(page)?.[1] ?? "";
    await browser.postForm("/cancel", { event }, german);
    const receipt = await textOf(browser.get(`/cancel?event=${event}`, german));
    expect(receipt).toContain("Nous avons bien reçu votre résiliation");
    expect(receipt).toMatch(/1er mars 2026 à 00:00 UTC/);
  });

  test("is that of errors too, for people and not for programs", async () => {
    const { browser, session } = await startServer();
    session.customer = null;
    const page = await textOf(browser.postForm("/cancel-link", { lang: "nl" }));
    expect(page).toContain("Tot die tijd wordt hier niets opgezegd.");
    expect(page).not.toContain("Sign in");
    const problem = await textOf(browser.postJson("/cancel-link", { lang: "nl" }, german));
    expect(JSON.parse(problem)).toMatchObject({ detail: "Sign in first, then cancel from your account." });
  });

  test("has its own words for how long to wait", async () => {
    const { browser } = await startServer({ limits: { linksPerUser: 1 } });
    await browser.postForm("/cancel-link", { lang: "de" });
    const page = await textOf(browser.postForm("/cancel-link", { lang: "de" }));
    expect(page).toMatch(/Zu viele Versuche\. Versuchen Sie es in \d+ Sek\. noch einmal\./);
  });

  test("reaches the return page's script without being code in it", async () => {
    const texts = { en: { unreachable: `"'><script>alert(1)</script>` } };
    const { browser } = await startServer({ texts });
    const page = await textOf(browser.get("/return"));
    expect(page.match(/<script/g)).toHaveLength(1);
    const attribute = /data-texts="([^"]*)"/.exec(page)?.[1] ?? "";
    const json = attribute
      .replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&");
    expect(JSON.parse(json)).toMatchObject({
      unreachable: texts.en.unreachable,
      undecidedText: "We have not received an answer from you.",
    });
  });

  test("explains why the questions are missing", async () => {
    const { browser, retentbase } = await startServer();
    retentbase.reply("link", answer(503));
    const response = await browser.postForm("/cancel-link", { lang: "it" });
    expect(await textOf(browser.get(response.headers.get("location") ?? ""))).toContain(
      "Puoi comunque annullare qui.",
    );
  });
});

describe("own words", () => {
  test("take the place of single texts", async () => {
    const { browser } = await startServer({ texts: { de: { confirm: "Mitgliedschaft beenden" } } });
    const page = await textOf(browser.get("/cancel", german));
    expect(page).toContain('<button class="danger">Mitgliedschaft beenden</button>');
    expect(page).toContain("Zurück zu meinem Konto");
    expect(await textOf(browser.get("/cancel"))).toContain("Confirm cancellation");
  });

  test.each([
    [{ xx: {} }, /texts\.xx: unknown option/],
    [{ de: { confrim: "x" } }, /texts\.de\.confrim: unknown option/],
    [{ de: { ends: "Ihr Abo endet." } }, /texts\.de\.ends: has to hold \{date\}/],
    [{ de: { confirm: "" } }, /texts\.de\.confirm: /],
  ])("%j stop the start with a line that names what is wrong", async (texts, message) => {
    await expect(startServer({ texts: texts as never })).rejects.toThrow(message);
  });
});
