import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createEmulator } from "@retent/emulator";
import { findFreePort } from "@retent/test-support/ports";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished, test } from "vitest";
import { startChild } from "../child-server.ts";
import { createCustomer } from "../customer.ts";
import { identityToken } from "../identity-token.ts";
import { goodEnvironment } from "../test-host.ts";

const notifySecret = "whsec_S3Y3LXNlY3JldC1vZi10aGVzZS10ZXN0cy1vbmx5";
const healthToken = "kV7-health_of_these_tests";

/** Takes every notification, and keeps it. */
async function startReceiver() {
  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) });
    response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close().closeAllConnections());
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks` };
}

test("the operator gets notifications, metrics and a page, with only the token", async () => {
  const receiver = await startReceiver();
  const { RETENTBASE_API_KEY: apiKey, RETENTBASE_SIGNING_SECRET: signingSecret } = goodEnvironment;
  const emulator = await createEmulator({ port: 0, apiKey, signingSecret });
  onTestFinished(() => emulator.close());
  const port = String(await findFreePort());
  const child = startChild(["serve"], {
    ...goodEnvironment,
    RETENTBASE_API_URL: emulator.url,
    RETENTBASE_CANCEL_URL: emulator.url,
    RETENT_NOTIFY_URL: receiver.url,
    RETENT_NOTIFY_SECRET: notifySecret,
    RETENT_HEALTH_TOKEN: healthToken,
    RETENT_PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: port,
  });
  onTestFinished(() => void child.process.kill("SIGKILL"));
  await child.printed('"listening"');
  const base = `http://127.0.0.1:${port}/api`;
  const ask = (path: string, authorization = `Bearer ${healthToken}`) =>
    fetch(base + path, { headers: { authorization } });

  const customer = createCustomer(base, identityToken("user_1", goodEnvironment.RETENT_IDENTITY_SECRET));
  const { eventId } = await customer.leave("too dear");
  await expect.poll(() => receiver.received.length).toBe(3);
  const told = receiver.received.map(({ headers, body }) =>
    new Webhook(notifySecret).verify(body, headers as Record<string, string>),
  );
  expect(told).toMatchObject([
    { type: "cancellation.returned", data: { eventId, userId: "user_1", outcome: "churned" } },
    { type: "cancellation.settled", data: { eventId } },
    { type: "cancellation.forwarded", data: { eventId } },
  ]);

  for (const path of ["/health?deep=1", "/metrics", "/admin"])
    expect((await ask(path, "Bearer guess")).status).toBe(401);
  const health = await ask("/health?deep=1");
  expect([health.status, await health.json()]).toMatchObject([
    200,
    { status: "ok", checks: { store: { status: "ok" }, notifications: { status: "ok" } } },
  ]);
  const metrics = (await (await ask("/metrics")).text()).split("\n");
  for (const line of [
    "retent_links_made_total 1",
    'retent_settled_total{outcome="churned"} 1',
    'retent_outcome_answers_total{status="200"} 1',
    'retent_notifications_total{type="cancellation.settled",result="sent"} 1',
    'retent_http_request_duration_seconds_count{route="/result",status="200"} 1',
    'retent_http_request_duration_seconds_count{route="/admin",status="401"} 1',
    'retent_outbox_rows{lane="sessions",state="queued"} 1',
    "retent_store_up 1",
  ])
    expect(metrics).toContain(line);
  expect(await (await ask(`/admin?event=${eventId}`)).text()).toContain("<h3>Reported to RetentBase</h3>");
  // A request has one line of its own.
  expect(child.output()).not.toContain('"answered"');
});

test("without the token none of these are available", async () => {
  const port = String(await findFreePort());
  const child = startChild(["serve"], { ...goodEnvironment, PORT: port });
  onTestFinished(() => void child.process.kill("SIGKILL"));
  await child.printed('"listening"');
  const getStatus = async (path: string) => (await fetch(`http://127.0.0.1:${port}/api${path}`)).status;
  expect([await getStatus("/health?deep=1"), await getStatus("/metrics"), await getStatus("/admin")]).toEqual(
    [401, 404, 404],
  );
});
