import { startPostgres } from "@retent/test-support/start-postgres";
import type { TestProject } from "vitest/node";
import { createPostgresStore } from "../src/stores/postgres/postgres-store.ts";

/** One PostgreSQL for all tests of a project: each gets a copy of a database that has our tables already. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  const connectionString = await server.createDatabase();
  await (await createPostgresStore({ connectionString })).close();
  project.provide("postgresUrl", connectionString);
  return () => server.remove();
}
