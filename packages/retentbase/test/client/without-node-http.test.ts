import { expect, test, vi } from "vitest";
import { runtimeSend } from "../../src/client/runtime-send.node.ts";

vi.mock("node:http", () => {
  throw new Error("there is no such module");
});

test("a bundle for Node.js that runs elsewhere calls by the runtime's fetch", async () => {
  const fetch = vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(null, { status: 204 }));
  const call = { method: "GET", headers: {}, signal: new AbortController().signal } as const;
  const { status } = await runtimeSend("http://127.0.0.1:9/", call);
  expect(status).toBe(204);
  expect(fetch.mock.calls).toEqual([["http://127.0.0.1:9/", { ...call, redirect: "manual" }]]);
});
