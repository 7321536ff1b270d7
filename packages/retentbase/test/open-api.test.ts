import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { z } from "zod";
import { createRetentBaseClient, hosts } from "../src/index.ts";
import {
  cancelLinkRequestSchema,
  cancelLinkSchema,
  cancellationRequestSchema,
  cancellationUpdateSchema,
  cancelSessionSchema,
} from "../src/internal.ts";

interface Message {
  required?: boolean;
  content: { "application/json": { schema: object } };
}
interface Operation {
  operationId: string;
  requestBody: Message;
  responses: Record<number, Message>;
}
const { servers, paths } = JSON.parse(readFileSync(new URL("../openapi.json", import.meta.url), "utf8")) as {
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
};
const operations = Object.entries(paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, ...operation })),
);

const cancellation = { eventId: "ev_1", userId: "user_1", reasonKey: "too_expensive" };
/** One call of every operation. */
const calls = {
  createCancelLink: (client) => client.createCancelLink({ userId: "user_1" }),
  getCancelSession: (client) => client.getCancelSession("id"),
  createCancellation: (client) => client.createCancellation(cancellation),
  updateCancellation: (client) => client.updateCancellation("eventId", { outcome: "churned" }),
} satisfies Record<string, (client: ReturnType<typeof createRetentBaseClient>) => Promise<unknown>>;
type OperationId = keyof typeof calls;

function find(id: OperationId): Operation {
  const operation = operations.find(({ operationId }) => operationId === id);
  if (!operation) throw new Error(`${id} is not described`);
  return operation;
}

function toJsonSchema(schema: z.ZodType, io: "input" | "output") {
  return schema.toJSONSchema({ io, unrepresentable: "any" });
}

test("the file names RetentBase's host, and every operation of the client", () => {
  expect(servers).toEqual([{ url: hosts.api }]);
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(calls).sort());
});

test.each(operations)("$operationId is $method $path", async ({ operationId, method, path }) => {
  const sent: string[] = [];
  const client = createRetentBaseClient({
    apiKey: "key-4f1c9a",
    fetch: async (url, init) => {
      sent.push(`${init?.method} ${new URL(String(url)).pathname}`);
      return new Response("{}", { status: 400 });
    },
  });
  await calls[operationId as OperationId](client).catch(() => {});
  expect(sent).toEqual([`${method} ${path.replaceAll(/[{}]/g, "")}`]);
});

test.each([
  ["createCancelLink", cancelLinkRequestSchema],
  ["createCancellation", cancellationRequestSchema],
  ["updateCancellation", cancellationUpdateSchema],
] as const)("the body of %s is what the client sends", (id, schema) => {
  const { required, content } = find(id).requestBody;
  expect(required).toBe(true);
  expect(content["application/json"].schema).toEqual(toJsonSchema(schema, "input"));
});

test.each([
  ["createCancelLink", cancelLinkSchema],
  ["getCancelSession", cancelSessionSchema],
] as const)("the response of %s is what the client reads", (id, schema) => {
  expect(find(id).responses[200]?.content["application/json"].schema).toEqual(toJsonSchema(schema, "output"));
});
