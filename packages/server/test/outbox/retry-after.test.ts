import { describe, expect, test } from "vitest";
import { answer } from "../fake-retentbase.ts";
import { startServer } from "../server-under-test.ts";

describe("Retry-After of RetentBase", () => {
  test.each([
    ["seconds", "120", 120_500],
    ["an HTTP date", "Sun, 01 Mar 2026 00:02:00 GMT", 120_500],
    ["a date in the past", "Sat, 28 Feb 2026 00:00:00 GMT", 500],
    ["more than an hour", "864000", 3_600_500],
    ["a date in a century", "Thu, 01 Mar 2126 00:00:00 GMT", 3_600_500],
    ["nothing", undefined, 500],
    ["nonsense", "soon", 500],
    ["a negative number", "-5", 500],
    ["a fraction", "1.5", 500],
    ["far too many digits", "9".repeat(400), 3_600_500],
  ])("%s", async (_, value, waitMs) => {
    for (const status of [429, 503]) {
      const server = await startServer();
      await server.bringBack(await server.startFlow());
      server.retentbase.reply(
        "update",
        answer(status, {}, value === undefined ? {} : { "retry-after": value }),
      );
      await server.retent.drainOnce();
      server.clock.now += waitMs - 1;
      await server.retent.drainOnce();
      expect(server.retentbase.calls("update")).toHaveLength(1);
      server.clock.now += 1;
      await server.retent.drainOnce();
      expect(server.retentbase.calls("update")).toHaveLength(2);
    }
  });
});
