import { createEmulator, type Emulator } from "@retent/emulator";
import { findFreePort } from "@retent/test-support/ports";
import { type PostgresServer, startPostgres } from "@retent/test-support/start-postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Child, startChild } from "../child-server.ts";
import { createCustomer } from "../customer.ts";
import { identityToken } from "../identity-token.ts";
import { goodEnvironment, identitySecret } from "../test-host.ts";

const password = "canary/password+of@these:tests";

let postgres: PostgresServer;
let emulator: Emulator;
const children: Child[] = [];

beforeAll(async () => {
  postgres = await startPostgres({ password });
  emulator = await createEmulator({ port: 0 });
});

afterAll(async () => {
  for (const { process } of children) process.kill("SIGKILL");
  await emulator.close();
  await postgres.remove();
});

async function environment() {
  const port = String(await findFreePort());
  return {
    ...goodEnvironment,
    RETENTBASE_API_KEY: emulator.apiKey,
    RETENTBASE_SIGNING_SECRET: emulator.signingSecret,
    RETENTBASE_WORKSPACE_KEY: emulator.workspaceKey,
    RETENTBASE_API_URL: emulator.url,
    RETENTBASE_CANCEL_URL: emulator.url,
    RETENT_PUBLIC_URL: `http://127.0.0.1:${port}`,
    RETENT_DATABASE_URL: await postgres.createDatabase(),
    PORT: port,
  };
}

async function serve(env: Record<string, string>): Promise<Child> {
  const child = startChild(["serve"], env);
  children.push(child);
  await child.printed('"listening"');
  return child;
}

/** Runs one of the other commands, and answers what it printed. */
async function runChild(args: string[], env: Record<string, string>) {
  const child = startChild(args, env);
  children.push(child);
  const code = await child.exited;
  return { code, output: child.output() };
}

test("a whole flow with a dead row that is retried after a restart", async () => {
  const env = await environment();
  const base = `${env.RETENT_PUBLIC_URL}/api`;
  const first = await serve(env);
  // RetentBase refuses the outcome for good.
  emulator.addFault({ endpoint: "update", status: 400, body: "not today" });
  const customer = createCustomer(base, identityToken("user_1", identitySecret));
  const { eventId, result } = await customer.leave("too many boxes");
  expect([result.status, await result.json()]).toMatchObject([
    200,
    { status: "settled", outcome: "churned" },
  ]);
  await first.printed('"delivery_dead"');

  const listed = await runChild(["outbox", "list", "--dead"], env);
  expect(listed.code).toBe(0);
  expect(listed.output).toMatch(new RegExp(`\n${eventId} +update +dead +1 +400 +- +not today\n1 row\n$`));
  expect((await runChild(["doctor"], env)).output).toContain(
    "ok store: it is writable; 0 waiting, 1 failed permanently; see retent outbox list --dead",
  );

  first.process.kill("SIGTERM");
  expect(await first.exited).toBe(0);
  expect((await runChild(["outbox", "retry", eventId], env)).output).toBe("1 dead row is queued again\n");
  const second = await serve(env);
  await second.printed('"delivered"');
  expect(emulator.state().events).toMatchObject([{ eventId, outcome: "churned" }]);
  expect((await runChild(["outbox", "list", "--dead"], env)).output).toContain("\n0 rows\n");
  // The same answer comes from the database, of whichever process.
  const again = await customer.post("/result", { token: (await customer.leave("once more")).token });
  expect(await again.json()).toMatchObject({ status: "settled", outcome: "churned" });

  second.process.kill("SIGTERM");
  expect(await second.exited).toBe(0);
  expect(first.output() + second.output()).not.toContain("canary");
});

test("a database that refuses the password is reported, without the password", async () => {
  const env = await environment();
  const url = new URL(env.RETENT_DATABASE_URL);
  url.password = "canary-of-another-database";
  const refused = { ...env, RETENT_DATABASE_URL: url.href };
  const { code, output } = await runChild(["doctor"], refused);
  expect(code).toBe(1);
  expect(output).toMatch(
    /^FAIL store: the PostgreSQL database can't be used: password authentication failed.* – check RETENT_DATABASE_URL/m,
  );
  const served = await runChild(["serve"], refused);
  expect(served.code).toBe(1);
  expect(served.output).toMatch(/^retent: the PostgreSQL database can't be used: password .*\n$/);
  expect(output + served.output).not.toContain("canary");
});
