import { describe, expect, test } from "vitest";
import { createRetent } from "../src/create-retent.ts";
import { languages } from "../src/pages/languages.ts";
import { type Store, StoreError } from "../src/store.ts";
import { openStore } from "./database.ts";
import { apiKey, publicUrl, rejection, startServer } from "./server-under-test.ts";
import { signingSecret } from "./signed-token.ts";

/** A store whose methods fail from the moment they are named in `broken`. */
async function failingStore() {
  const store = await openStore();
  const broken = new Set<keyof Store>();
  const failing = Object.fromEntries(
    Object.entries(store).map(([name, method]) => [
      name,
      (...args: never[]) =>
        broken.has(name as keyof Store)
          ? Promise.reject(new StoreError("unavailable", "disk full at /var/lib/retent"))
          : (method as (...args: never[]) => unknown)(...args),
    ]),
  ) as unknown as Store;
  return { store: failing, broken };
}

/** How each language says that nothing was done, that nothing changed, or that what was tried failed. */
const claimsOfNothing: Record<(typeof languages)[number], RegExp> = {
  ar: /شيء|لم ينجح/,
  bg: /нищо|не се получи/,
  cs: /nic|nepodařilo/,
  da: /intet|lykkedes/,
  de: /nichts|nicht geklappt/,
  el: /τίποτα|δεν πήγε/,
  en: /nothing|did not work/,
  es: /nada|no ha funcionado/,
  et: /midagi|ei õnnestunud/,
  fi: /mikään|mitään|onnistunut/,
  fr: /rien|pas fonctionné/,
  ga: /aon rud|níor éirigh/,
  he: /דבר|לא הצליח/,
  hr: /ništa|nije uspjelo/,
  hu: /semmi|nem sikerült/,
  it: /\bnulla|niente|non ha funzionato/,
  ja: /何も|うまくいき/,
  ko: /내용이 없|실패/,
  lt: /niekas|nieko|nepavyko/,
  lv: /nekas|neizdevās/,
  mt: /xejn|ma rnexxietx/,
  nb: /ingenting|det gikk ikke/,
  nl: /niets|niet gelukt/,
  pl: /nic|nie udało/,
  pt: /nada|não funcionou/i,
  "pt-PT": /nada|não funcionou/i,
  ro: /nimic|nu a funcționat/,
  sk: /nič|nepodarilo/,
  sl: /nič|ni uspelo/,
  sv: /inget|ingenting|det gick inte/,
  tr: /hiçbir|başarısız/,
  zh: /不变|没有|未成功/,
  "zh-Hant": /不變|沒有|未成功/,
};

describe("while the store can't work", () => {
  test("no link is handed out", async () => {
    const { store, broken } = await failingStore();
    const { browser, eventsOf } = await startServer({ store });
    broken.add("insert");
    const response = await browser.postJson("/cancel-link", {});
    expect(response.status).toBe(503);
    const body = await response.text();
    expect(JSON.parse(body)).toMatchObject({ code: "store_unavailable" });
    expect(body).not.toContain("/var/lib");
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(eventsOf("request_failed")).toHaveLength(1);
  });

  test.each<keyof Store>(["save", "find", "findBySession"])(
    "billing does not hear of a result (%s), which can be posted again afterwards",
    async (method) => {
      const { store, broken } = await failingStore();
      const { startFlow, browser, token, billing } = await startServer({ store });
      const flow = await startFlow();
      const body = { token: token(flow, method === "find" ? { session_id: undefined } : {}) };
      broken.add(method);
      const response = await browser.postJson("/result", body);
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ code: "store_unavailable" });
      expect(billing).not.toHaveBeenCalled();
      broken.clear();
      expect(await (await browser.postJson("/result", body)).json()).toMatchObject({ status: "settled" });
      expect(billing).toHaveBeenCalledTimes(1);
    },
  );

  test("the plain page says so, with a way on, and does not call billing", async () => {
    const { store, broken } = await failingStore();
    const { browser, startFlow, billing } = await startServer({ store });
    const { eventId } = await startFlow({ mode: "direct" });
    broken.add("save");
    const response = await browser.postForm("/cancel", { event: eventId });
    expect(response.status).toBe(503);
    const page = await response.text();
    expect(page).toContain("<h1>This isn’t possible right now</h1>");
    expect(page).toContain('href="https://shop.example/"');
    expect(billing).not.toHaveBeenCalled();
  });

  test.each(languages)(
    "a customer who has cancelled never reads in %s that nothing was done",
    async (lang) => {
      const { store, broken } = await failingStore();
      const { browser, startFlow, billing } = await startServer({ store });
      const { eventId } = await startFlow({ mode: "direct" });
      const confirmed = await browser.postForm("/cancel", { event: eventId });
      expect(confirmed.status).toBe(303);
      expect(billing).toHaveBeenCalledTimes(1);
      broken.add("find");
      const receipt = `/cancel?event=${eventId}&lang=${lang}`;
      const response = await browser.get(receipt, { accept: "text/html" });
      expect(response.status).toBe(503);
      const page = await response.text();
      expect(page).toContain(`<html lang="${lang}"`);
      expect(page.replace(/<style[\s\S]*?<\/style>/, "")).not.toMatch(new RegExp(claimsOfNothing[lang], "i"));
      const problem = await browser.get(receipt, { accept: "application/json" });
      expect(await problem.text()).not.toMatch(new RegExp(claimsOfNothing.en, "i"));
      broken.clear();
      expect(await (await browser.get(receipt)).text()).toContain(eventId);
    },
  );

  test("a customer whose cancellation was saved, with the store's answer lost, reads the same", async () => {
    const { store } = await failingStore();
    const { browser, startFlow, retent, billing } = await startServer({
      store: {
        ...store,
        async save(...args) {
          await store.save(...args);
          throw new StoreError("unavailable", "the connection was lost");
        },
      },
    });
    const { eventId } = await startFlow({ mode: "direct" });
    const response = await browser.postForm("/cancel", { event: eventId });
    expect(response.status).toBe(503);
    expect(await response.text()).not.toMatch(new RegExp(claimsOfNothing.en, "i"));
    await retent.drainOnce();
    expect(billing).toHaveBeenCalledTimes(1);
  });

  test("settle rejects, and can be called again", async () => {
    const { store, broken } = await failingStore();
    const { startFlow, bringBack, retent } = await startServer({
      store,
      onResult: () => ({ pending: true }),
    });
    const flow = await startFlow();
    await bringBack(flow);
    broken.add("save");
    expect(await rejection(retent.settle(flow.eventId, { outcome: "churned" }))).toBeInstanceOf(StoreError);
    broken.clear();
    expect((await retent.settle(flow.eventId, { outcome: "churned" })).status).toBe("settled");
  });

  test("no answer says that nothing was done once billing was called", async () => {
    const { store, broken } = await failingStore();
    const { startFlow, bringBack, billing } = await startServer({ store });
    const flow = await startFlow();
    billing.mockImplementation(() => {
      for (const method of ["save", "retry", "find"] as const) broken.add(method);
      return { outcome: "churned" };
    });
    expect(await bringBack(flow)).toMatchObject({ status: 200, answer: { status: "pending" } });
  });

  test("what billing answered is asked for again, and then kept", async () => {
    const { store, broken } = await failingStore();
    const { startFlow, bringBack, retent, billing, clock } = await startServer({ store });
    const flow = await startFlow();
    billing.mockImplementationOnce(() => {
      broken.add("save");
      return { outcome: "churned" };
    });
    expect((await bringBack(flow)).status).toBe(200);
    broken.clear();
    clock.now += 60_000;
    await retent.drainOnce();
    await retent.drainOnce();
    expect(billing.mock.calls[1]).toEqual(billing.mock.calls[0]);
    expect((await store.find(flow.eventId))?.status).toMatch(/settled|forwarded/);
  });
});

test("a server with nothing but what it needs answers", async () => {
  const retent = createRetent({
    apiKey,
    resultToken: { secret: signingSecret },
    publicUrl,
    identify: () => null,
    store: await openStore(),
  });
  expect(retent.publicUrl).toBe(publicUrl);
  expect((await retent.fetch(new Request(`${publicUrl}/health`), undefined)).status).toBe(200);
  await retent.stop();
});

describe("an onEvent that throws", () => {
  const onEvent = () => {
    throw new Error("the log is full");
  };

  test("does not fail a link", async () => {
    const { browser } = await startServer({ onEvent });
    expect((await browser.postJson("/cancel-link", {})).status).toBe(200);
  });

  test("does not make fetch reject", async () => {
    const { browser } = await startServer({
      onEvent,
      identify: () => {
        throw new Error("broken");
      },
    });
    expect((await browser.postJson("/cancel-link", {})).status).toBe(500);
  });

  test("does not have an outcome sent again and again", async () => {
    let isBroken = false;
    const { startFlow, bringBack, retent, retentbase, clock } = await startServer({
      onEvent: () => {
        if (isBroken) onEvent();
      },
    });
    await bringBack(await startFlow());
    isBroken = true;
    for (let drains = 0; drains < 3; drains += 1) {
      await retent.drainOnce().catch(() => {});
      clock.now += 3_600_000;
    }
    expect(retentbase.calls("update")).toHaveLength(1);
  });
});
