import { request as httpRequest } from "node:http";
import express from "express";
import { describe, expect, test } from "vitest";
import { json, listen, post } from "./express-app.ts";

describe("under Express, a request", () => {
  /** The status of a request whose path and method are sent as they are. */
  function raw(port: number, method: string, path: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const headers = { "content-type": "application/json", connection: "close" };
      const sent = httpRequest({ host: "127.0.0.1", port, method, path, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on("error", reject);
      sent.end();
    });
  }

  test("TRACE is a method that is not allowed, no fault of the server", async () => {
    const { port } = await listen();
    expect(await raw(port, "TRACE", "/api/retent/cancel-link")).toBe(405);
  });

  test.each([
    "/api/retent/x/%2e%2e/health",
    "/api/retent/x/../health",
    "/api/retent/%2e/health",
    "/api/retent/x\\..\\health",
  ])("%s is no address", async (path) => {
    const { port } = await listen();
    expect(await raw(port, "GET", path)).toBe(404);
  });

  test.each([
    ["bytes", express.raw({ type: "*/*" })],
    ["a text", express.text({ type: "*/*" })],
  ])("a body that was read as %s before us is understood", async (_, middleware) => {
    const { base, store } = await listen([middleware]);
    const response = await post(`${base}/cancel-link`, '{"returnTo": "/plans"}', json);
    expect(response.status).toBe(200);
    const { eventId } = (await response.json()) as { eventId: string };
    expect((await store.find(eventId))?.returnTo).toMatch(/\/plans$/);
  });

  test("a content type in capitals is understood, also where the body was read before us", async () => {
    const { base } = await listen([express.json()]);
    expect((await post(`${base}/cancel-link`, "{}", { "content-type": "Application/JSON" })).status).toBe(
      200,
    );
  });
});
