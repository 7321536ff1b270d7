import { createEmulator } from "@retent/emulator";
import { fronts } from "@retent/test-support/fronts";
import { findFreePort } from "@retent/test-support/ports";
import { expect, onTestFinished, test } from "vitest";
import { startChild } from "../child-server.ts";
import { identityToken } from "../identity-token.ts";
import { goodEnvironment, identitySecret } from "../test-host.ts";

const form = { "content-type": "application/x-www-form-urlencoded" };

test.each(fronts)(
  "behind %s, a stranger's large body does not keep the next customer waiting",
  async (_, open) => {
    const emulator = await createEmulator({ port: 0 });
    onTestFinished(() => emulator.close());
    const port = await findFreePort();
    const server = startChild(["serve"], {
      ...goodEnvironment,
      RETENTBASE_API_URL: emulator.url,
      RETENTBASE_CANCEL_URL: emulator.url,
      PORT: String(port),
    });
    onTestFinished(() => void server.process.kill("SIGKILL"));
    await server.printed('"listening"');
    const { send, close } = await open(port);
    onTestFinished(close);
    for (const kilobytes of [200, 500, 900]) {
      const body = new Uint8Array(kilobytes * 1024);
      expect(await send({ method: "POST", path: "/api/cancel", headers: form, body })).toMatchObject({
        status: 413,
      });
      const identity = identityToken("user_1", identitySecret);
      const click = { method: "POST", path: "/api/cancel-link", headers: form, body: `identity=${identity}` };
      expect(await send(click)).toMatchObject({ status: 303 });
    }
  },
);
