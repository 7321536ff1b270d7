import { startMailHost } from "@retent/test-support/start-mail-host";
import { describe, expect, onTestFinished, test } from "vitest";
import type { CancellationResult } from "../../src/billing/billing.ts";
import type { Customer } from "../../src/customer.ts";
import type { DeepHealth } from "../../src/health/deep-health.ts";
import { createMailer, MailError, type MailMessage } from "../../src/mail/smtp-mailer.ts";
import type { Notification } from "../../src/notifications/notifier.ts";
import { StoreError } from "../../src/store.ts";
import { openStore } from "../database.ts";
import { start, startServer } from "../server-under-test.ts";
import { signToken } from "../signed-token.ts";

const from = "Lumen Notes <billing@lumen.example>";
const brand = {
  name: "Lumen & Notes",
  legalName: "Lumen Notes <Ltd>",
  supportUrl: "https://lumen.example/help",
};
const mara: Customer = { userId: "user_1", email: "mara@customer.example", context: { plan: "Team <b>" } };
const endsOn = "2026-03-31T00:00:00Z";
const minute = 60_000;

type Options = Parameters<typeof startServer>[0];

/** A server whose customer's address is known, and a mail host on this machine. */
async function startMailing(options: Options = {}) {
  const host = await startMailHost();
  onTestFinished(() => host.stop());
  const mail = createMailer({ url: host.url, from });
  const server = await startServer({ mail, brand, healthToken, ...options });
  server.session.customer = mara;
  const rows = async () => (await server.store.list()).filter(({ kind }) => kind === "mail");
  const cancel = async (fields: Record<string, string> = {}) => {
    const { eventId } = await server.startFlow({ mode: "direct", ...fields });
    await server.browser.postForm("/cancel", { event: eventId });
    return eventId;
  };
  return { ...server, host, rows, cancel, subjects: () => host.mails.map(({ subject }) => subject) };
}

const healthToken = "health_token_of_these_tests_5d2f";
const pending = () => ({ pending: true }) as const;
const confirming = ({ outcome }: CancellationResult) =>
  outcome === "churned" ? { outcome, effectiveAt: endsOn } : { outcome };

/** Mails that are kept instead of sent. */
function createOutgoing(fail?: () => Error | undefined) {
  const sent: MailMessage[] = [];
  const mail = {
    from,
    async send(message: MailMessage) {
      sent.push(message);
      const error = fail?.();
      if (error) throw error;
    },
  };
  return { sent, mail };
}

describe("a customer who leaves", () => {
  test("gets a receipt, and when billing has confirmed the end another one with the date", async () => {
    const { cancel, retent, host, subjects } = await startMailing({ onResult: pending });
    const eventId = await cancel();
    await retent.drainOnce();
    expect(subjects()).toEqual(["We have received your cancellation – Lumen & Notes"]);
    await retent.settle(eventId, { outcome: "churned", effectiveAt: endsOn });
    await retent.drainOnce();
    expect(subjects()[1]).toBe("Your subscription is cancelled – Lumen & Notes");
    expect(subjects()).toHaveLength(2);
    const [received, settled] = host.mails;
    expect(received?.envelope).toEqual({ from: "billing@lumen.example", to: [mara.email] });
    expect(received?.text).toContain("Your cancellation is now being processed.");
    expect(received?.text).toContain("Cancellation received: March 1, 2026 at 12:00");
    expect(received?.text).not.toMatch(/is cancelled|ends on/i);
    expect(settled?.text).toContain("Your subscription ends on March\u00a031,\u00a02026.");
    for (const mail of host.mails) {
      expect(mail.text).toContain("Subscription: Team <b>");
      expect(mail.text).toContain("Company: Lumen Notes <Ltd>");
      expect(mail.text).toContain("Contact support: https://lumen.example/help");
      expect(mail.html).toContain("<bdi>Team &lt;b&gt;</bdi>");
      expect(mail.html).toContain("<bdi>Lumen &amp; Notes</bdi>");
      expect(mail.html).not.toMatch(/<b>|<Ltd>|<script|<img/);
    }
  });

  test("gets one mail that says both if billing has confirmed the end before the first is sent", async () => {
    const { cancel, retent, subjects, rows } = await startMailing({ onResult: confirming });
    await cancel();
    await retent.drainOnce();
    expect(subjects()).toEqual(["Your subscription is cancelled – Lumen & Notes"]);
    expect(await rows()).toEqual([]);
  });

  test("gets no mail about an end that billing has not confirmed", async () => {
    const { cancel, retent, subjects } = await startMailing({ settle: "manual" });
    await cancel();
    await retent.drainOnce();
    expect(subjects()).toEqual(["We have received your cancellation – Lumen & Notes"]);
  });

  test("gets another mail if the end moves, and none if the same is said again", async () => {
    const { cancel, retent, host } = await startMailing({ onResult: pending });
    const eventId = await cancel();
    for (const effectiveAt of [endsOn, endsOn, "2026-04-30T00:00:00Z"]) {
      await retent.settle(eventId, { outcome: "churned", effectiveAt });
      await retent.settle(eventId, { outcome: "churned", effectiveAt, metadata: { note: effectiveAt } });
      await retent.drainOnce();
    }
    expect(
      host.mails.map(({ text }) => /ends on (.*?)\. It does not renew after that\./.exec(text ?? "")?.[1]),
    ).toEqual(["March\u00a031,\u00a02026", "April\u00a030,\u00a02026"]);
  });

  test("and takes it back is told that the subscription continues", async () => {
    const { cancel, browser, retent, subjects, host } = await startMailing({ onResult: confirming });
    const event = await cancel();
    await retent.drainOnce();
    await browser.postForm("/keep", { event });
    await retent.drainOnce();
    expect(subjects().slice(1)).toEqual(["Your subscription continues – Lumen & Notes"]);
    expect(host.mails[1]?.text).toContain("Your cancellation has been taken back.");
    expect(host.mails[1]?.text).not.toContain("Cancellation received");
  });

  test("and takes it back before a mail is sent gets none about the cancellation", async () => {
    const { cancel, browser, retent, subjects, rows } = await startMailing({ onResult: confirming });
    const event = await cancel();
    await browser.postForm("/keep", { event });
    await retent.drainOnce();
    expect(subjects()).toEqual(["Your subscription continues – Lumen & Notes"]);
    expect(await rows()).toEqual([]);
  });

  test("withdraws in the words of a withdrawal", async () => {
    const { startFlow, browser, retent, host } = await startMailing({ onResult: pending });
    const { eventId } = await startFlow({ preset: "eu-withdrawal", lang: "de" });
    await browser.postForm("/cancel", { event: eventId, preset: "eu-withdrawal" });
    await retent.drainOnce();
    expect(host.mails[0]?.subject).toBe("Ihr Widerruf ist eingegangen – Lumen & Notes");
    expect(host.mails[0]?.text).toContain("Widerruf eingegangen: ");
  });

  test.each([
    ["de", "Ihre Kündigung ist eingegangen", 'lang="de" dir="ltr"'],
    ["ar", "استلمنا طلب الإلغاء", 'lang="ar" dir="rtl"'],
    ["he", "קיבלנו", 'lang="he" dir="rtl"'],
    ["ja", "解約", 'lang="ja" dir="ltr"'],
  ])("reads it in the language of the pages: %s", async (lang, words, attributes) => {
    const { cancel, retent, host } = await startMailing({ onResult: pending });
    await cancel({ lang });
    await retent.drainOnce();
    expect(host.mails[0]?.subject).toContain(words);
    expect(host.mails[0]?.html).toContain(attributes);
  });

  test("after the hosted page gets the same mails", async () => {
    const { startFlow, bringBack, retent, subjects } = await startMailing({ onResult: confirming });
    await bringBack(await startFlow());
    await retent.drainOnce();
    expect(subjects()).toEqual(["Your subscription is cancelled – Lumen & Notes"]);
  });
});

test.each([
  ["as the issuer has verified it", { email: "mara@customer.example", email_verified: true }, 1],
  ["of an issuer that does not say", { email: "mara@customer.example" }, 1],
  ["unless the issuer says that it has not", { email: "mara@customer.example", email_verified: false }, 0],
  ["unless it says so in a text", { email: "mara@customer.example", email_verified: "false" }, 0],
  ["unless there are several", { email: "mara@customer.example,b@customer.example" }, 0],
])("the address of an identity token counts %s", async (_, claims, count) => {
  const secret = "an identity secret of these tests, long enough";
  const server = await startMailing({ identity: { secret }, onResult: confirming });
  const token = signToken({ sub: "user_1", exp: start / 1000 + 600, ...claims }, { alg: "HS256" }, secret);
  const { eventId } = await server.startFlow({ mode: "direct", identity: token });
  await server.browser.postForm("/cancel", { event: eventId });
  await server.retent.drainOnce();
  expect(server.host.mails).toHaveLength(count);
});

describe("nothing is mailed, and no address is stored", () => {
  test.each([
    ["without an address", { userId: "user_1" }],
    ["with several", { userId: "user_1", email: "a@customer.example, b@customer.example" }],
    ["with a header in it", { userId: "user_1", email: "a@customer.example\r\nBcc: b@customer.example" }],
    ["with a name", { userId: "user_1", email: "Mara <a@customer.example>" }],
  ])("for a customer %s", async (_, customer) => {
    const { cancel, session, retent, store, host, rows, events } = await startMailing();
    session.customer = customer;
    const eventId = await cancel();
    await retent.drainOnce();
    expect(host.mails).toEqual([]);
    expect(await rows()).toEqual([]);
    expect((await store.find(eventId))?.contact).toBeNull();
    expect(JSON.stringify(events)).not.toContain("customer.example");
  });

  test("where no mail is configured", async () => {
    const { startFlow, browser, session, store } = await startServer();
    session.customer = mara;
    const { eventId } = await startFlow({ mode: "direct" });
    await browser.postForm("/cancel", { event: eventId });
    expect((await store.find(eventId))?.contact).toBeNull();
    expect((await store.listByEvent(eventId)).map(({ kind }) => kind)).not.toContain("mail");
  });

  test("to a customer who stays on the hosted page", async () => {
    const { startFlow, bringBack, retent, host } = await startMailing();
    await bringBack(await startFlow(), { outcome: "recovered" });
    await retent.drainOnce();
    expect(host.mails).toEqual([]);
  });
});

describe("a mail that is not taken", () => {
  test("because of greylisting is tried again until it is", async () => {
    const { cancel, retent, host, clock, eventsOf, rows } = await startMailing({ onResult: pending });
    host.next(...[1, 2].map(() => ({ stage: "to", status: 451, text: "4.7.1 {address} later" }) as const));
    await cancel();
    for (const _ of [1, 2]) {
      await retent.drainOnce();
      expect(host.mails).toEqual([]);
      expect((await rows())[0]).toMatchObject({ state: "queued", lastStatus: 451 });
      clock.now += minute;
    }
    await retent.drainOnce();
    expect(host.mails).toHaveLength(1);
    expect(eventsOf("mail_failed")).toMatchObject([{ status: 451, code: "deferred" }, { attempts: 2 }]);
    expect(JSON.stringify(eventsOf("mail_failed"))).not.toContain(mara.email);
    expect(eventsOf("mail_sent")).toMatchObject([{ template: "received" }]);
  });

  test("because the recipient is refused is dead at once, told of, and sent again by a retry", async () => {
    const told: Notification[] = [];
    const notifier = {
      compose(notification: Notification) {
        told.push(notification);
        return "{}";
      },
      send: async () => ({ status: 204, body: "" }),
    };
    const { cancel, retent, host, clock, store, rows, eventsOf, browser } = await startMailing({
      onResult: pending,
      notifier,
    });
    host.next({ stage: "to", status: 550, text: "5.1.1 {address}: no such user" });
    const eventId = await cancel();
    await retent.drainOnce();
    const [row] = await rows();
    expect(row).toMatchObject({ state: "dead", lastStatus: 550, attempts: 1 });
    expect(row?.lastDetail).toContain("no such user");
    expect(eventsOf("mail_dead")).toMatchObject([{ eventId, status: 550, code: "rejected" }]);
    expect(told.at(-1)).toMatchObject({ type: "outbox.dead", data: { eventId, kind: "mail", status: 550 } });
    const page = await browser.get("/admin", { authorization: `Bearer ${healthToken}` });
    for (const text of [JSON.stringify([row, told, eventsOf("mail_dead")]), await page.text()])
      expect(text).not.toContain(mara.email);
    expect(await readHealth(browser)).toMatchObject({ status: "degraded", dead: 1 });
    await store.requeue(clock.now, [eventId]);
    await retent.drainOnce();
    expect(host.mails).toHaveLength(1);
    expect(await readHealth(browser)).toMatchObject({ status: "ok", dead: 0 });
  });

  test("because the login is refused waits, and the health check says so", async () => {
    const { host, url } = await startMailHost().then((host) => ({
      host,
      url: host.url.replace("correct", "wrong"),
    }));
    onTestFinished(() => host.stop());
    const { cancel, retent, rows, browser, events } = await startMailing({
      onResult: pending,
      mail: createMailer({ url, from }),
    });
    await cancel();
    await retent.drainOnce();
    expect(await rows()).toMatchObject([{ state: "queued", attempts: 1, lastStatus: 535 }]);
    expect(await readHealth(browser)).toMatchObject({ status: "degraded", fault: "login_refused" });
    expect(JSON.stringify([events, await rows()])).not.toContain("wrong horse");
  });

  test("because the mail host is away is tried again a minute later, and the health check says so in time", async () => {
    const { cancel, retent, host, rows, clock, browser } = await startMailing({ onResult: pending });
    await host.stop();
    await cancel();
    await retent.drainOnce();
    expect(await rows()).toMatchObject([{ state: "queued", lastStatus: null, dueAt: start + minute }]);
    expect(await readHealth(browser)).toMatchObject({ status: "ok", pending: 1 });
    clock.now += 16 * minute;
    expect(await readHealth(browser)).toMatchObject({ status: "degraded" });
  });

  test.each(["drop_before_data", "drop_after_data"] as const)(
    "for all that is known (%s) is sent again a minute later at the earliest, as the same mail",
    async (stage) => {
      const { cancel, retent, host, clock } = await startMailing({ onResult: pending });
      host.next({ stage });
      await cancel();
      await retent.drainOnce();
      const before = host.mails.length;
      clock.now += minute - 1;
      await retent.drainOnce();
      expect(host.mails).toHaveLength(before);
      clock.now += 1;
      await retent.drainOnce();
      expect(host.mails).toHaveLength(before + 1);
      expect(new Set(host.mails.map(({ messageId }) => messageId)).size).toBe(1);
    },
  );

  test("by a mailer of the host's own is kept without what the error says", async () => {
    const { mail, sent } = createOutgoing(
      () => new TypeError("POST https://key_of_the_host@mail.example failed"),
    );
    const { cancel, retent, rows, events, clock } = await startMailing({ onResult: pending, mail });
    await cancel();
    await retent.drainOnce();
    expect(sent).toMatchObject([{ from, to: mara.email, subject: expect.stringContaining("received") }]);
    expect(await rows()).toMatchObject([{ lastDetail: "the mailer failed: TypeError" }]);
    expect(JSON.stringify(events)).not.toContain("key_of_the_host");
    clock.now += minute;
    await retent.drainOnce();
    expect(sent[1]?.id).toBe(sent[0]?.id);
  });

  test("by a mailer of the host's own is dead if that says so", async () => {
    const { mail } = createOutgoing(() => new MailError("rejected", "mara@customer.example is unknown"));
    const { cancel, retent, rows } = await startMailing({ onResult: pending, mail });
    await cancel();
    await retent.drainOnce();
    expect(await rows()).toMatchObject([
      { state: "dead", lastStatus: null, lastDetail: "[redacted] is unknown" },
    ]);
  });
});

test("a process that dies after the mail host has the mail does not send it again within a minute", async () => {
  const store = await openStore();
  const dying = {
    ...store,
    finish: () => Promise.reject(new StoreError("unavailable", "the process is gone")),
  };
  const { cancel, retent, host, clock } = await startMailing({ onResult: pending, store: dying });
  const eventId = await cancel();
  await retent.drainOnce();
  expect(host.mails).toHaveLength(1);
  const next = await startMailing({ onResult: pending, store, clock });
  clock.now += minute;
  await next.retent.drainOnce();
  expect(next.host.mails).toEqual([]);
  clock.now += 2 * minute;
  await next.retent.drainOnce();
  expect(next.host.mails.map(({ messageId }) => messageId)).toEqual(
    host.mails.map(({ messageId }) => messageId),
  );
  expect((await store.listByEvent(eventId)).filter(({ kind }) => kind === "mail")).toMatchObject([
    { state: "done" },
  ]);
});

test("a customer's address is exported, and erased with the mails that wait", async () => {
  const { cancel, retent, store, host } = await startMailing({ onResult: confirming });
  const eventId = await cancel();
  await host.stop();
  const exported = await retent.exportCustomer("user_1");
  expect(exported.cancellations[0]?.contact).toEqual({ email: mara.email, language: "en" });
  await retent.eraseCustomer("user_1", { force: true });
  expect(await store.find(eventId)).toBeUndefined();
  expect(await store.list()).toEqual([]);
  expect(JSON.stringify(await retent.exportCustomer("user_1"))).not.toContain("mara");
});

async function readHealth(browser: Awaited<ReturnType<typeof startServer>>["browser"]) {
  const response = await browser.get("/health?deep=1", { authorization: `Bearer ${healthToken}` });
  return ((await response.json()) as DeepHealth).checks.mail;
}
