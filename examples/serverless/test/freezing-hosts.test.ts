import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEmulator, type Emulator } from "@retent/emulator";
import { findFreePort } from "@retent/test-support/ports";
import { type FreezingHost, startFreezingHost } from "@retent/test-support/start-freezing-host";
import { type PostgresServer, startPostgres } from "@retent/test-support/start-postgres";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leaveByHosted } from "../../shop/test/leave-by-hosted.ts";
import { createVisitor } from "../../shop/test/visitor.ts";
import { bundleLambda } from "./bundle-lambda.ts";

let postgres: PostgresServer;

let folder: string;
let handler: string;

beforeAll(async () => {
  postgres = await startPostgres();
  folder = await mkdtemp(join(tmpdir(), "retent-lambda-"));
  handler = await bundleLambda(folder);
}, 60_000);

afterAll(async () => {
  await postgres?.remove();
  await rm(folder, { recursive: true, force: true });
});

describe.each([
  { name: "Netlify", program: "run-netlify.ts", hasWaitUntil: true },
  { name: "AWS Lambda", program: "run-lambda.ts", hasWaitUntil: false },
])("on $name", ({ program, hasWaitUntil }) => {
  let emulator: Emulator;
  let host: FreezingHost;
  let databaseUrl: string;

  beforeAll(async () => {
    emulator = await createEmulator({ port: 0 });
    databaseUrl = await postgres.createDatabase();
    const port = await findFreePort();
    host = await startFreezingHost({
      program: [fileURLToPath(new URL(program, import.meta.url))],
      env: {
        HANDLER: handler,
        SITE_URL: `http://localhost:${port}`,
        SESSION_SECRET: "a session secret of this test",
        DATABASE_URL: databaseUrl,
        RETENTBASE_API_KEY: emulator.apiKey,
        RETENTBASE_SIGNING_SECRET: emulator.signingSecret,
        RETENTBASE_WORKSPACE_KEY: emulator.workspaceKey,
        RETENTBASE_API_URL: emulator.url,
        RETENTBASE_CANCEL_URL: emulator.url,
      },
      port,
    });
  }, 60_000);

  afterAll(async () => {
    await host?.stop();
    await emulator?.close();
  });

  /** What a pooler does to connections that stand still. */
  async function closeConnections(): Promise<number> {
    const client = new pg.Client(databaseUrl);
    await client.connect();
    const { rowCount } = await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await client.end();
    return rowCount ?? 0;
  }

  test("a customer cancels, and RetentBase learns of it although the process freezes after each response", async () => {
    const visitor = createVisitor(host.url, fetch);
    expect(await (await visitor.get("/")).text()).toContain("<retent-cancel-button");
    await host.frozen();
    const link = await visitor.postForm("/api/retent/cancel-link");
    expect(link.status).toBe(303);
    await host.frozen();
    const token = await leaveByHosted(link.headers.get("location") ?? "", `${host.url}/api/retent/return`);
    const result = await (await visitor.postJson("/api/retent/result", { token })).json();
    expect(result).toMatchObject({ status: "settled", outcome: "churned" });
    await host.frozen();
    const sent = { outcome: "churned", reasonKey: "too_expensive" };
    if (!hasWaitUntil) {
      expect(emulator.state().events).not.toMatchObject([sent]);
      await visitor.get("/timer");
    }
    expect(emulator.state().events).toMatchObject([sent]);
    expect(await (await visitor.get("/")).text()).toContain("Ends on ");
  });

  test("a database that closed the connection meanwhile is not the customer's trouble", async () => {
    const visitor = createVisitor(host.url, fetch);
    await visitor.get("/");
    await visitor.get("/api/retent/cancel");
    await host.frozen();
    expect(await closeConnections()).toBe(1);
    expect((await visitor.postForm("/api/retent/cancel-link")).status).toBe(303);
  });

  test("the button's script arrives whole", async () => {
    const response = await createVisitor(host.url, fetch).get("/api/retent/button.js");
    expect(response.headers.get("content-type")).toContain("text/javascript");
    expect(await response.text()).toContain("customElements");
  });
});
