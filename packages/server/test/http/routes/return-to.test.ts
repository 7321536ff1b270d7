import { describe, expect, test } from "vitest";
import { startServer } from "../../server-under-test.ts";

describe("returnTo", () => {
  test("is never a blob: URL, whose origin looks like ours", async () => {
    const { startFlow, bringBack } = await startServer();
    const flow = await startFlow({ returnTo: "blob:https://shop.example/0b7c" });
    expect((await bringBack(flow)).answer.returnTo).toBe("https://shop.example/");
  });

  test("as a path counts from the first site, also where the customer lands elsewhere at the end", async () => {
    const { startFlow, bringBack } = await startServer({
      siteOrigins: ["https://shop.example", "https://blog.example"],
      afterUrl: "https://blog.example/goodbye",
    });
    expect((await bringBack(await startFlow({ returnTo: "/plans" }))).answer.returnTo).toBe(
      "https://shop.example/plans",
    );
  });

  test.each(["https://shop.example/account", "https://elsewhere.example/"])(
    "that carries a result token (%s) puts it neither into the store nor into an event",
    async (page) => {
      const { startFlow, store, events } = await startServer();
      const { eventId } = await startFlow({ returnTo: `${page}#ci_result_token=eyJ.token` });
      expect(JSON.stringify(await store.find(eventId))).not.toContain("eyJ.token");
      expect(JSON.stringify(events)).not.toContain("eyJ.token");
    },
  );
});
