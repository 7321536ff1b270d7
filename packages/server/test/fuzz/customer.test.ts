import fc from "fast-check";
import { expect, test } from "vitest";
import type { Customer } from "../../src/customer.ts";
import { startServer } from "../server-under-test.ts";
import { anyText, bounds, isPolluted, jsonObject } from "./arbitraries.ts";

const limits = { linksPerUser: 1_000_000 };

/** What a host app's code may answer, by mistake too. */
const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withSparseArray: true,
  withTypedArray: true,
  withUnicodeString: true,
});

test("whatever identify says about a customer, the link is made with flat metadata and our event id", async () => {
  const { newBrowser, startFlow, session, retentbase } = await startServer({ limits });
  const about = fc.oneof(anything, jsonObject(["eventId", "plan", "mrr", "tenureDays"]));
  await fc.assert(
    fc.asyncProperty(about, about, async (metadata, context) => {
      session.customer = { userId: "user_1", metadata, context } as Customer;
      const { eventId, fallback } = await startFlow({}, newBrowser());
      expect(fallback).toBeNull();
      const { body } = retentbase.calls("link").at(-1) ?? {};
      const sent = body?.metadata as object;
      expect(Object.values(sent).every((value) => typeof value !== "object" || value === null)).toBe(true);
      expect(sent).toMatchObject({ eventId });
      expect(body?.userId).toBe("user_1");
      expect(isPolluted()).toBe(false);
    }),
    bounds,
  );
});

test("a user id of any characters that a database can hold is asked for as it is", async () => {
  const { newBrowser, startFlow, session, retentbase } = await startServer({ limits });
  await fc.assert(
    fc.asyncProperty(
      anyText.filter((text) => text !== "" && !text.includes("\0") && text.isWellFormed()),
      async (userId) => {
        session.customer = { userId };
        const { fallback } = await startFlow({}, newBrowser());
        expect(fallback).toBeNull();
        expect(retentbase.calls("link").at(-1)?.body.userId).toBe(userId);
      },
    ),
    bounds,
  );
});

test("an identify that answers no customer leads to an answer, never to a link", async () => {
  const { browser, session, retentbase } = await startServer({ limits });
  const noCustomer = fc.oneof(
    anything.filter((value) => {
      const { userId } = Object(value ?? {});
      return typeof userId !== "string" || userId === "";
    }),
    anything.filter((value) => typeof value !== "string").map((userId) => ({ userId })),
  );
  await fc.assert(
    fc.asyncProperty(noCustomer, async (value) => {
      session.customer = value as Customer;
      const { status } = await browser.postJson("/cancel-link", {});
      expect(status).toBe(value === null || value === undefined ? 401 : 500);
    }),
    bounds,
  );
  expect(retentbase.calls("link")).toEqual([]);
});
