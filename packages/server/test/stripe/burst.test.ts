import { expect, test } from "vitest";
import { unreachable } from "../fake-retentbase.ts";
import { start } from "../server-under-test.ts";
import { decided, started } from "../stores/stored-cancellation.ts";
import { deleted } from "./stripe-messages.ts";
import { startStripeServer } from "./stripe-server.ts";

const count = 1000;
const hour = 3_600_000;

test("a thousand events at once, while RetentBase is down, are all taken and worked off when it is back", async () => {
  const server = await startStripeServer();
  const users = Array.from({ length: count }, (_, index) => `user_${index}`);
  const leaving = { ...started, ...decided, status: "pending", settlement: null } as const;
  for (const userId of users)
    await server.store.insert({
      ...leaving,
      eventId: `ev_of_${userId}`,
      retentBaseEventId: `ev_of_${userId}`,
      userId,
    });
  server.retentbase.reply("update", unreachable, Number.POSITIVE_INFINITY);

  const statuses = await Promise.all(
    users.map((userId) =>
      server.tell(
        deleted(start + hour, { id: `sub_of_${userId}`, customer: `cus_of_${userId}`, metadata: { userId } }),
      ),
    ),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
  await server.retent.drainOnce();
  server.retentbase.recover();
  const before = server.retentbase.calls("update").length;
  server.clock.now += hour;
  await server.retent.drainOnce();

  const arrived = server.retentbase.calls("update").slice(before);
  expect(new Set(arrived.map(({ path }) => path)).size).toBe(count);
  expect(arrived).toHaveLength(count);
  expect(await server.store.count()).toMatchObject({ queued: 0, dead: 0 });
});
