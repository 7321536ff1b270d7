import { expect, test } from "vitest";
import { createChargebeeApi } from "../../src/chargebee/chargebee-api.ts";
import { createPaddleApi } from "../../src/paddle/paddle-api.ts";

const options = { url: "https://service.example", apiKey: "key_1", userIdKey: undefined };

/** A service that says after each page that there is more. */
function endless(toPage: (count: number) => object) {
  let pages = 0;
  const fetch: typeof globalThis.fetch = async () => {
    pages += 1;
    return Response.json(toPage(pages));
  };
  return { fetch, count: () => pages };
}

test.each([
  ["repeats its page", () => 1],
  ["has one more each time", (page: number) => page],
])("Paddle is not asked for ever if its list %s", async (_, toNumber) => {
  const { fetch, count } = endless((page) => ({
    data: Array.from({ length: 200 }, (_each, index) => ({
      id: `sub_${toNumber(page)}_${index}`,
      status: "active",
      customer_id: "ctm_1",
      created_at: "2026-01-01T00:00:00Z",
    })),
    meta: { pagination: { has_more: true } },
  }));
  await expect(createPaddleApi({ ...options, fetch }).list("ctm_1")).rejects.toThrow(
    /Paddle: .*does not end/,
  );
  expect(count()).toBeLessThan(10);
});

test.each([
  ["repeats its page", () => "1"],
  ["has one more each time", (page: number) => String(page)],
])("Chargebee is not asked for ever if its list %s", async (_, toOffset) => {
  const { fetch, count } = endless((page) => ({
    list: Array.from({ length: 100 }, (_each, index) => ({
      subscription: { id: `s_${page}_${index}`, customer_id: "c_1", status: "active", created_at: 1 },
    })),
    next_offset: toOffset(page),
  }));
  await expect(createChargebeeApi({ ...options, fetch }).list("c_1")).rejects.toThrow(
    /Chargebee: .*does not end/,
  );
  expect(count()).toBeLessThan(20);
});
