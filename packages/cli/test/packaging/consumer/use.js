// One cancellation with what was installed: an emulator, a server in front of it, and the plain page of it.
import assert from "node:assert/strict";
import { createEmulator } from "@retent/emulator";
import { createRetentBaseClient } from "@retent/retentbase";
import { createRetent } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";

const emulator = await createEmulator({ port: 0 });
const store = await createSqliteStore({ file: ":memory:" });
const retent = createRetent({
  apiKey: emulator.apiKey,
  resultToken: { secret: emulator.signingSecret, audience: emulator.workspaceKey },
  publicUrl: "http://localhost:3000/api/retent",
  apiUrl: emulator.url,
  cancelUrl: emulator.url,
  identify: () => ({ userId: "user_1" }),
  onResult: ({ outcome }) => ({ outcome }),
  store,
});

const post = (path, type, body, headers) =>
  retent.fetch(
    new Request(`${retent.publicUrl}${path}`, {
      method: "POST",
      headers: { "content-type": type, origin: "http://localhost:3000", ...headers },
      body,
    }),
  );

const link = await post("/cancel-link", "application/json", "{}");
assert.equal(link.status, 200);
const { url, eventId } = await link.json();
assert(url.startsWith(emulator.url));

const cookie = link.headers
  .getSetCookie()
  .map((value) => value.split(";")[0])
  .join("; ");
const confirmed = await post("/cancel", "application/x-www-form-urlencoded", `event=${eventId}`, { cookie });
assert.equal(confirmed.status, 303);
await retent.drainOnce();
assert.equal(emulator.state().events[0]?.outcome, "churned");

assert.equal(typeof createRetentBaseClient, "function");
// In Node there is no page, and importing the button touches none.
assert.equal(typeof (await import("@retent/cancel-button")).RetentCancelButton, "function");
await store.close();
await emulator.close();
console.log("used from JavaScript");
