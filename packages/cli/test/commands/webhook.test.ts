import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { createEmulator } from "@retent/emulator";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished, test } from "vitest";
import { goodEnvironment, runToEnd } from "../test-host.ts";

const secret = "whsec_S3Y3LXNlY3JldC1vZi10aGVzZS10ZXN0cy1vbmx5";

/** A receiver that answers this status, and whatever it was sent. */
async function startReceiver(status: number, headers: Record<string, string> = {}) {
  const received: { headers: IncomingMessage["headers"]; body: string }[] = [];
  const server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) });
    response.writeHead(status, headers).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address?.port}/canary?key=canary`,
    received,
  };
}

/** Runs `retent doctor` and returns what it prints about the receiver. */
async function examine(url: string) {
  const emulator = await createEmulator({ port: 0 });
  onTestFinished(() => emulator.close());
  const env = {
    ...goodEnvironment,
    RETENTBASE_API_KEY: emulator.apiKey,
    RETENTBASE_SIGNING_SECRET: emulator.signingSecret,
    RETENTBASE_API_URL: emulator.url,
    RETENTBASE_CANCEL_URL: emulator.url,
    RETENT_SETTLE: "webhook",
    RETENT_BILLING_URL: url,
    RETENT_BILLING_SECRET: secret,
  };
  const { code, stdout } = await runToEnd(["doctor"], env, { now: Date.now() });
  expect(stdout).not.toContain("canary");
  expect(stdout).toContain(
    "ok who ends subscriptions: The receiver of RETENT_BILLING_URL ends subscriptions.\n",
  );
  return { code, line: stdout.split("\n").find((each) => each.includes("billing webhook")) };
}

test("doctor sends the receiver a signed ping", async () => {
  const { url, received } = await startReceiver(204);
  expect(await examine(url)).toEqual({
    code: 0,
    line: "ok billing webhook: the receiver takes a signed message",
  });
  const [{ headers, body } = { headers: {}, body: "" }] = received;
  const verified = new Webhook(secret).verify(body, headers as Record<string, string>);
  expect(verified).toMatchObject({ type: "ping", data: {} });
});

test.each([
  [
    308,
    "the receiver redirects (308), which is not followed – give the URL that it leads to (RETENT_BILLING_URL)",
  ],
  [
    404,
    "the receiver responded 404 – check the URL, and that the workflow is switched on (RETENT_BILLING_URL)",
  ],
  [
    401,
    "the receiver responded 401 – check that the receiver has the secret, and verifies the body as it was sent (RETENT_BILLING_URL)",
  ],
])("doctor says what to do about a receiver that answers %i", async (status, explanation) => {
  const { url } = await startReceiver(status, { location: "https://elsewhere.example/canary" });
  expect(await examine(url)).toEqual({ code: 1, line: `FAIL billing webhook: ${explanation}` });
});

test("doctor names a receiver that can't be reached", async () => {
  const { code, line } = await examine("http://127.0.0.1:1/canary");
  expect(line).toMatch(/^FAIL billing webhook: the receiver can't be reached.* – check the URL/);
  expect(code).toBe(1);
});
