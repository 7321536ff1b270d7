import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createEmulator } from "@retent/emulator";
import { findFreePort } from "@retent/test-support/ports";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished, test } from "vitest";
import { startChild } from "../child-server.ts";
import { createCustomer } from "../customer.ts";
import { identityToken } from "../identity-token.ts";
import { goodEnvironment, identitySecret } from "../test-host.ts";
import { findSpellings } from "./find-spellings.ts";

const secret = `whsec_${Buffer.from("canary_billing_Rk3Dw1_of_these_runs").toString("base64")}`;
const reasonText = "canary_words of a customer";

/** A receiver that repeats what it was sent: at first with errors, and then, having taken it, with 200. */
async function startReceiver(statuses: number[]) {
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    received.push(body);
    const status = statuses.shift() ?? 200;
    const sent = { sent: body, headers: request.headers, ...(status === 299 && { outcome: body }) };
    response.writeHead(status === 299 ? 200 : status, { location: request.url }).end(JSON.stringify(sent));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/canary_path_Zt5Bc4_of_these_runs?key=canary_query_Vm2Jh6`,
    received,
  };
}

test("a server whose billing is a webhook writes no secret of it, and settles what it is told", async () => {
  const emulator = await createEmulator({ port: 0 });
  onTestFinished(() => emulator.close());
  // The 299 stands for a 200 with an outcome that is none.
  const receiver = await startReceiver([500, 302, 299]);
  const port = String(await findFreePort());
  const child = startChild(["serve"], {
    ...goodEnvironment,
    RETENTBASE_API_KEY: emulator.apiKey,
    RETENTBASE_SIGNING_SECRET: emulator.signingSecret,
    RETENTBASE_API_URL: emulator.url,
    RETENTBASE_CANCEL_URL: emulator.url,
    RETENT_SETTLE: "webhook",
    RETENT_BILLING_URL: receiver.url,
    RETENT_BILLING_SECRET: secret,
    PORT: port,
    LOG_LEVEL: "trace",
  });
  onTestFinished(() => void child.process.kill("SIGKILL"));
  await child.printed('"listening"');
  const base = `http://localhost:${port}/api`;
  const customer = createCustomer(base, identityToken("canary_user_Tc2Nf7", identitySecret));
  const { eventId, result } = await customer.leave(reasonText);
  expect(await result.json()).toMatchObject({ status: "pending" });
  await child.printed('"billing_pending"');
  expect(receiver.received).toHaveLength(4);

  const body = JSON.stringify({ eventId, outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z" });
  const settle = (headers: Record<string, string>) =>
    fetch(`${base}/settle`, { method: "POST", body, headers }).then(({ status }) => status);
  expect(await settle({ authorization: `Bearer ${secret.slice(0, -4)}AAA=` })).toBe(401);
  const at = new Date();
  const headers = { "webhook-id": "msg_1", "webhook-timestamp": String(Math.floor(at.getTime() / 1000)) };
  const signature = new Webhook(secret).sign("msg_1", at, body);
  expect(await settle({ ...headers, "webhook-signature": `${signature.slice(0, -3)}AA=` })).toBe(401);
  expect(await settle({ ...headers, "webhook-signature": signature })).toBe(200);
  await child.printed('"delivered"');
  expect(emulator.state().events).toMatchObject([{ eventId, outcome: "churned" }]);

  child.process.kill("SIGTERM");
  expect(await child.exited).toBe(0);
  const { pathname, search } = new URL(receiver.url);
  const secrets = [secret, secret.slice("whsec_".length), pathname, search, reasonText, "canary_user_Tc2Nf7"];
  expect(findSpellings(child.output(), [...secrets, signature])).toEqual([]);
  expect(child.output()).toContain("The receiver of RETENT_BILLING_URL ends subscriptions.");
});
