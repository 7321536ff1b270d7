import { createEmulator } from "@retent/emulator";
import { createStripeEmulator } from "@retent/stripe-emulator";
import { findFreePort } from "@retent/test-support/ports";
import { startMailHost } from "@retent/test-support/start-mail-host";
import { afterEach, describe, expect, test } from "vitest";
import { secretNames } from "../../src/environment/variables.ts";
import { type Child, startChild } from "../child-server.ts";
import { createCustomer } from "../customer.ts";
import { identityToken } from "../identity-token.ts";
import { type Database, databases } from "./databases.ts";
import { startEchoingProxy, type Trouble } from "./echoing-proxy.ts";
import { findSpellings } from "./find-spellings.ts";
import { oddRequests, sendRaw } from "./odd-requests.ts";

// Every secret is a canary: a server that has seen the worst at the most talkative level must have written
// none of them.

const apiKey = "rb_canary_key_Hq7Zt2/+9";
const signingSecrets = [
  "canary_signing_new_Wp4Xv9_of_these_runs",
  "canary_signing_old_Bd6Yk3_of_these_runs",
] as const;
const identitySecret = "canary_identity_Jn6Rb8_of_these_runs";
const stripeKey = "sk_test_canary_Qz8Wd3";
const stripeSecrets = ["whsec_canary_new_Fk5Lp2", "whsec_canary_old_Xj7Nm4"] as const;
const notifySecret = "whsec_canaryNotifyRk3Dw1OfTheseRunsOnly12";
const mailPassword = "canary/mail Gd4Wk9 & more";
const email = "canary_mail_Ry6Tb3@customer.example";
const healthToken = "canary_health_Yx8Pv2_of_these_runs";
const password = "canary/password+of@these:runs";
const workspaceKey = "canary_workspace_Ls5Mg1";
const reasonText = "canary_words of a customer";

/** Each customer may ask for ten links a minute. */
const users = Array.from({ length: 12 }, (_, number) => `canary_user_${number}_Tc2Nf7`);

const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function start(name: string) {
  const database = await (databases[name] as (password: string) => Promise<Database>)(password);
  cleanUps.push(() => database.remove());
  const emulator = await createEmulator({ port: 0, apiKey, workspaceKey, signingSecret: signingSecrets[1] });
  cleanUps.push(() => emulator.close());
  const proxy = await startEchoingProxy(emulator.url);
  cleanUps.push(() => proxy.close());
  // It knows no such call and repeats what it was sent.
  const receiver = await startEchoingProxy(emulator.url);
  cleanUps.push(() => receiver.close());
  receiver.cause("POST", /hooks/, { status: 400 });
  receiver.cause("POST", /hooks/, { status: 410 });
  receiver.cause("POST", /hooks/, "drop");
  // It refuses the login and repeats it, then the recipient.
  const mailHost = await startMailHost({ password: mailPassword });
  cleanUps.push(() => mailHost.stop());
  mailHost.next({ stage: "login" }, { stage: "to", status: 550, text: "5.1.1 {address} is unknown" });
  const port = String(await findFreePort());
  const webhookUrl = `http://127.0.0.1:${port}/api/stripe/webhook`;
  const stripe = await createStripeEmulator({
    port: 0,
    secretKey: stripeKey,
    webhookSecret: stripeSecrets[1],
    webhookUrl,
  });
  cleanUps.push(() => stripe.close());
  const env = {
    RETENTBASE_API_KEY: apiKey,
    RETENTBASE_SIGNING_SECRET: signingSecrets.join(","),
    RETENTBASE_WORKSPACE_KEY: workspaceKey,
    RETENTBASE_API_URL: proxy.url,
    RETENTBASE_CANCEL_URL: emulator.url,
    RETENT_IDENTITY_SECRET: identitySecret,
    RETENT_SETTLE: "stripe",
    RETENT_STRIPE_ON_CHURNED: "cancel_at_period_end",
    STRIPE_SECRET_KEY: stripeKey,
    STRIPE_WEBHOOK_SECRET: stripeSecrets.join(","),
    STRIPE_API_URL: stripe.url,
    RETENT_NOTIFY_URL: `${receiver.url}/hooks/canary_path_Zt5Bc4_of_these_runs?key=canary_query_Vm2Jh6`,
    RETENT_NOTIFY_SECRET: notifySecret,
    RETENT_SMTP_URL: mailHost.url,
    RETENT_MAIL_FROM: "billing@shop.example",
    RETENT_HEALTH_TOKEN: healthToken,
    RETENT_DATABASE_URL: database.url,
    RETENT_PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: port,
    LOG_LEVEL: "trace",
  };
  return { database, emulator, proxy, stripe, env, base: `${env.RETENT_PUBLIC_URL}/api` };
}

function run(args: string[], env: Record<string, string>): Child {
  const child = startChild(args, env);
  cleanUps.push(() => child.process.kill("SIGKILL"));
  return child;
}

const troubles: Trouble[] = [
  ...[200, 302, 400, 401, 402, 403, 404, 409, 415, 418, 429, 500, 503].map((status) => ({ status })),
  { status: 429, headers: { "retry-after": apiKey } },
  "drop",
];

describe.each(Object.keys(databases))("a server on %s", (name) => {
  test("writes no secret, no token and no customer data, whatever happens to it", {
    timeout: 120_000,
  }, async () => {
    const { database, emulator, proxy, stripe, env, base } = await start(name);
    const child = run(["serve"], env);
    await child.printed('"listening"');
    // Billing by webhook excludes Stripe, and has a test of its own.
    // What is set instead of others is not set beside them.
    const expected = secretNames.filter((each) => !/^RETENT_(BILLING_|IDENTITY_MEMBERSTACK_)/.test(each));
    for (const secret of expected) expect(env).toHaveProperty(secret, expect.stringContaining("canary"));
    const identities = users.map((user) => identityToken(user, identitySecret, { email }));
    const customers = identities.map((identity) => createCustomer(base, identity));
    const [leaving, unlucky, tooFast, refused, unlinked] = customers;
    if (!leaving || !unlucky || !tooFast || !refused || !unlinked) throw new Error("too few customers");

    const subscriptions = users.map((userId) =>
      stripe.addSubscription({ customer: `cus_of_${userId}`, metadata: { userId } }),
    );
    const end = (user: number) => stripe.end(subscriptions[user]?.id ?? "");

    // What goes well, by script and without, while secrets are rotated.
    const good = await leaving.leave(reasonText);
    expect(await good.result.json()).toMatchObject({ status: "pending" });
    end(0);
    await child.printed('"delivered"');
    const plain = await leaving.askForLink({ mode: "direct" });
    expect(await confirmPlainly(base, plain.eventId, leaving.cookies)).toBe(303);

    // Tokens that are refused, each for another reason.
    const { eventId } = await refused.askForLink();
    const claims = { sub: users[3], event_id: eventId, reason_text: reasonText };
    const tokens = await Promise.all(
      [{}, { exp: 1 }, { aud: "other" }, { sub: users[4] }, { environment: "prod" }, { iss: users[5] }].map(
        (other) => emulator.signResultToken({ ...claims, ...other }),
      ),
    );
    for (const token of [...tokens, `${good.token}x`, good.token, identities[3], "a.b.c"])
      await refused.post("/result", { token });
    for (const identity of [`${identities[0]}x`, identityToken("canary_user_x", signingSecrets[1]), apiKey])
      await refused.post("/cancel-link", { identity });

    // RetentBase that fails and repeats what it was sent, at every call.
    for (const [index, trouble] of troubles.entries()) {
      proxy.cause("POST", /cancel-link/, trouble);
      await customers[5 + (index % 3)]?.askForLink();
    }
    for (const status of [404, 500, 400]) {
      proxy.cause("PATCH", /cancellations/, { status });
      proxy.cause("POST", /cancellations/, { status });
      await unlucky.leave(reasonText);
      await confirmPlainly(base, (await unlucky.askForLink({ mode: "direct" })).eventId, unlucky.cookies);
    }
    end(1);
    await expect.poll(proxy.left).toBe(0);
    proxy.cause("GET", /cancel-sessions/, { status: 500 });
    await unlinked.askForLink();
    await returnWithoutScript(base, unlinked.cookies);

    // Forged events, and events for other accounts.
    const forged = { type: "customer.subscription.deleted", id: users[4], secret: stripeSecrets[0] };
    for (const signature of ["", `t=1,v1=${stripeKey}`, `v0=${stripeSecrets[1]}`])
      await fetch(`${base}/stripe/webhook`, {
        method: "POST",
        headers: { "stripe-signature": signature, "content-type": "application/json" },
        body: JSON.stringify(forged),
      });
    for (const identity of [identities[4], `${identities[4]}x`])
      await fetch(`${base}/portal`, {
        method: "POST",
        body: new URLSearchParams({ identity: identity ?? "" }),
        redirect: "manual",
      });

    // Too many requests, odd ones, and what is no request at all.
    const statuses = [];
    for (let times = 0; times < 12; times += 1)
      statuses.push((await tooFast.post("/cancel-link", { identity: identities[2] })).status);
    expect(statuses).toContain(429);
    for (const [path, init] of oddRequests(good.token)) {
      const response = await fetch(`${base}${path}`, { ...init, redirect: "manual" });
      expect(response.status).not.toBe(500);
      await response.body?.cancel();
    }
    await sendRaw(
      base,
      `GET /api/${good.token} HTTP/1.1\r\nCookie: ${apiKey}\r\nNo header ${apiKey}\r\n\r\n`,
    );
    await sendRaw(base, `${apiKey} ${good.token}\r\n\r\n`);

    // What the operator sees, and who would like to.
    const operator = { authorization: `Bearer ${healthToken}` };
    const seen = await Promise.all(
      ["/health?deep=1", "/metrics"].map(async (path) => {
        await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${apiKey}` } });
        return (await fetch(`${base}${path}`, { headers: operator })).text();
      }),
    );
    expect(seen).toMatchObject([
      expect.stringContaining('"outbox"'),
      expect.stringContaining("retent_dead_total"),
    ]);

    // A store that can't be written, and a RetentBase that is gone.
    await database.break();
    expect((await customers[9]?.post("/cancel-link", { identity: identities[9] }))?.status).toBe(503);
    const listed = run(["outbox", "list"], env);
    const doctored = run(["doctor"], env);
    const second = run(["serve"], { ...env, PORT: String(await findFreePort()) });
    for (const { exited } of [doctored, second]) expect(await exited).toBe(1);
    await listed.exited;
    await database.restore();
    const rows = run(["outbox", "list", "--limit", "1000"], env);
    expect(await rows.exited).toBe(0);
    expect(rows.output()).toContain("400");
    proxy.cause("PATCH", /cancellations/, { status: 401 });
    await customers[10]?.leave(reasonText);
    end(10);
    await child.printed('"outbox_paused"');
    // Nor can Stripe be asked any more.
    await stripe.close();
    await customers[5]?.leave(reasonText);
    proxy.close();
    expect(await customers[11]?.askForLink()).toMatchObject({ fallback: "unreachable" });

    child.process.kill("SIGTERM");
    expect(await child.exited).toBe(0);
    const printed = [child, listed, doctored, second, rows].map((each) => each.output());
    const output = [...printed, ...seen].join("\n");
    for (const event of [
      "link_failed",
      "result_refused",
      "identity_refused",
      "delivery_failed",
      "delivery_dead",
      "session_unavailable",
      "notification_failed",
      "notification_dead",
      "mail_failed",
      "mail_dead",
      "outbox_paused",
      "request_failed",
      "settled",
      "billing_event",
      "billing_event_refused",
      "billing_failed",
      "context_unavailable",
    ])
      expect(output).toContain(`"event":"${event}"`);
    const cookies = customers.flatMap((customer) =>
      [...customer.cookies.values()].map((pair) => pair.split("=")[1] ?? ""),
    );
    const secrets = [
      ...[
        apiKey,
        ...signingSecrets,
        identitySecret,
        stripeKey,
        ...stripeSecrets,
        notifySecret,
        healthToken,
        mailPassword,
        email,
        password,
        workspaceKey,
        reasonText,
        ...users,
      ],
      ...[good.token, ...tokens, ...identities].flatMap((token) => [token, ...token.split(".").slice(1)]),
      ...cookies.filter((value) => value !== ""),
      // Anyone with the URL of a hosted page can open it.
      new URL(good.url).pathname.split("/").at(-1) ?? "",
    ];
    expect(findSpellings(output, secrets)).toEqual([]);
    expect(output).not.toMatch(/canary/i);
  });
});

/** Confirms on the plain page; answers the status. */
async function confirmPlainly(base: string, event: string, cookies: Map<string, string>): Promise<number> {
  return postForm(`${base}/cancel`, { event }, cookies);
}

/** The return page's button for browsers without script. */
async function returnWithoutScript(base: string, cookies: Map<string, string>): Promise<number> {
  return postForm(`${base}/return`, {}, cookies);
}

async function postForm(url: string, fields: Record<string, string>, cookies: Map<string, string>) {
  const response = await fetch(url, {
    method: "POST",
    headers: { cookie: [...cookies.values()].join("; "), origin: new URL(url).origin },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  await response.body?.cancel();
  return response.status;
}
