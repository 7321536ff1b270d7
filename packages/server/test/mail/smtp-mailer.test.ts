import { type MailHostOptions, startMailHost } from "@retent/test-support/start-mail-host";
import { describe, expect, onTestFinished, test } from "vitest";
import { createMailer, MailError, type MailMessage } from "../../src/mail/smtp-mailer.ts";
import { toTransportOptions } from "../../src/mail/smtp-options.ts";
import { rejection } from "../server-under-test.ts";

const from = "Lumen Notes <billing@lumen.example>";

const message: MailMessage = {
  id: "ev_1-7",
  to: "mara@customer.example",
  from,
  subject: "Ihre Kündigung ist eingegangen – Lumen Notes",
  text: "Ihre Kündigung wird jetzt bearbeitet.\n",
  html: "<p>Ihre Kündigung wird jetzt bearbeitet.</p>",
};

const signal = () => new AbortController().signal;

async function startHost(options: MailHostOptions = {}) {
  const host = await startMailHost(options);
  onTestFinished(() => host.stop());
  const mailer = createMailer({ url: host.url, from });
  const send = () => mailer.send(message, { signal: signal() });
  const failure = async () => (await rejection(send())) as MailError;
  return { host, mailer, send, failure };
}

test("a mail arrives as it was written, with an id that stays the same", async () => {
  const { host, send } = await startHost();
  await send();
  await send();
  expect(host.mails).toHaveLength(2);
  expect(host.mails[0]).toMatchObject({
    envelope: { from: "billing@lumen.example", to: ["mara@customer.example"] },
    from: { name: "Lumen Notes", address: "billing@lumen.example" },
    to: [{ name: "", address: "mara@customer.example" }],
    subject: message.subject,
    messageId: "<ev_1-7@lumen.example>",
  });
  expect(host.mails[0]?.text?.trim()).toBe(message.text.trim());
  expect(host.mails[0]?.html).toContain("Ihre Kündigung wird jetzt bearbeitet.");
  expect(host.mails[0]?.headers).toContainEqual(
    expect.objectContaining({ key: "auto-submitted", value: "auto-generated" }),
  );
  expect(host.mails[1]?.messageId).toBe(host.mails[0]?.messageId);
});

test("answers go where the merchant wants them", async () => {
  const { host } = await startHost();
  const mailer = createMailer({ url: host.url, from, replyTo: "Help <help@lumen.example>" });
  await mailer.send(message, { signal: signal() });
  expect(host.mails[0]?.replyTo).toEqual([{ name: "Help", address: "help@lumen.example" }]);
});

test("a mail host without a login is sent mails without one", async () => {
  const { host, send } = await startHost({ user: null });
  await send();
  expect(host.mails).toHaveLength(1);
});

describe("a failure says what follows from it", () => {
  test.each([
    ["an unknown recipient", { stage: "to", status: 550, text: "5.1.1 unknown" }, "rejected", 550],
    ["a mail that is not wanted", { stage: "data", status: 554, text: "5.7.1 spam" }, "rejected", 554],
    [
      "a sender that is not allowed",
      { stage: "from", status: 553, text: "5.7.1 not yours" },
      "rejected",
      553,
    ],
    [
      "a sender who should log in",
      { stage: "from", status: 530, text: "5.7.0 log in" },
      "login_refused",
      530,
    ],
    ["greylisting", { stage: "to", status: 451, text: "4.7.1 come back" }, "deferred", 451],
    ["a mail host that is busy", { stage: "data", status: 452, text: "4.3.1 full" }, "deferred", 452],
    ["a connection that ends before the mail", { stage: "drop_before_data" }, "no_answer", undefined],
    ["a connection that ends after the mail", { stage: "drop_after_data" }, "no_answer", undefined],
  ] as const)("%s", async (_, fault, code, status) => {
    const { host, send, failure } = await startHost();
    host.next(fault);
    const error = await failure();
    expect(error).toBeInstanceOf(MailError);
    expect(error).toMatchObject({ code, status });
    await send();
  });

  test("a login that is refused, of which nothing is repeated", async () => {
    const { host } = await startHost();
    const password = "wrong / and & secret";
    const url = host.url.replace(/:[^:@]+@/, `:${encodeURIComponent(password)}@`);
    const mailer = createMailer({ url, from });
    for (const call of [() => mailer.send(message, { signal: signal() }), () => mailer.verify?.()]) {
      const error = await rejection(Promise.resolve(call()));
      expect(error).toMatchObject({ code: "login_refused", status: 535 });
      expect(`${error.stack}${JSON.stringify(error)}`).not.toContain(password);
      expect(error.message).toContain("[redacted]");
    }
    expect(host.mails).toEqual([]);
  });

  test("a mail host that is not there", async () => {
    const { host, failure } = await startHost();
    await host.stop();
    const error = await failure();
    expect(error).toMatchObject({ code: "no_answer", status: undefined });
    expect(error.message).toContain("ECONNREFUSED");
  });

  test("a certificate that is not trusted", async () => {
    const { host, failure } = await startHost({ secure: true });
    expect(await failure()).toMatchObject({ code: "no_answer" });
    expect(host.mails).toEqual([]);
  });

  test("a mail host that stays silent, as soon as the time is over", async () => {
    const { host, mailer } = await startHost();
    host.next({ stage: "silent" });
    const limit = new AbortController();
    const sending = rejection(mailer.send(message, { signal: limit.signal }));
    await expect.poll(() => host.connections.count).toBe(1);
    limit.abort();
    expect(await sending).toMatchObject({ code: "no_answer" });
  });
});

test("the login can be tried without a mail", async () => {
  const { host, mailer } = await startHost();
  await mailer.verify?.();
  expect(host.mails).toEqual([]);
  expect(host.connections.count).toBe(1);
});

describe("the address of the mail host", () => {
  test("is encrypted from the start or before anything is sent, except on this machine", () => {
    expect(toTransportOptions("smtps://mail.example")).toMatchObject({ secure: true, port: 465 });
    expect(toTransportOptions("smtp://a:b@mail.example")).toMatchObject({
      secure: false,
      requireTLS: true,
      ignoreTLS: false,
      port: 587,
    });
    expect(toTransportOptions("smtp://localhost:2525")).toMatchObject({ requireTLS: false, port: 2525 });
    for (const address of ["smtps://mail.example", "smtp://mail.example", "smtp://[::1]:25"])
      expect(toTransportOptions(address).tls).toMatchObject({ rejectUnauthorized: true });
  });

  test("may hold a user and a password with any characters", () => {
    expect(toTransportOptions("smtps://a%40b:c%2Fd%3A@mail.example").auth).toEqual({
      user: "a@b",
      pass: "c/d:",
    });
  });

  test.each([
    "",
    "mail.example",
    "https://mail.example",
    "smtps://",
    "smtps://user@mail.example",
    "smtps://user:%zz_secret@mail.example",
    "smtps://user:secret@mail.example/path",
    "smtps://user:secret@mail.example?tls.rejectUnauthorized=false",
  ])("is refused without being repeated: %j", (url) => {
    const build = () => createMailer({ url, from });
    expect(build).toThrow(/^url: /);
    expect(build).not.toThrow(/secret/);
  });
});

test.each([
  "",
  "billing",
  "billing@lumen.example, other@lumen.example",
  "Lumen <billing@lumen.example>, other@lumen.example",
  "Lumen\r\nBcc: all@lumen.example <billing@lumen.example>",
  "billing@lumen.example\nBcc: all@lumen.example",
])("a sender that is not one address is refused: %j", (sender) => {
  expect(() => createMailer({ url: "smtps://mail.example", from: sender })).toThrow(/^from: /);
  expect(() => createMailer({ url: "smtps://mail.example", from, replyTo: sender })).toThrow(/^replyTo: /);
});
