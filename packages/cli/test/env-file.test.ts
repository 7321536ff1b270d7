import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "@retent/test-support/ports";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startChild } from "./child-server.ts";
import { goodEnvironment, runToEnd, signingSecret } from "./test-host.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "retent-env-file-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function writeEnvFile(text: string, mode = 0o600) {
  writeFileSync(join(folder, "retent.env"), text);
  chmodSync(join(folder, "retent.env"), mode);
}

const snippet = ["snippet", "--env-file", "retent.env"];

test("its variables configure a command, with comments and quotes as Node.js reads them", async () => {
  writeEnvFile(
    "# where it is\nexport RETENT_PUBLIC_URL='https://retent.shop.example' # the server\nOTHER=1\n",
  );
  const { code, stdout, stderr } = await runToEnd(snippet, {}, { folder });
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain('src="https://retent.shop.example/api/button.js"');
});

test("a variable of the environment itself wins", async () => {
  writeEnvFile("RETENT_PUBLIC_URL=https://file.example\n");
  const { stdout } = await runToEnd(snippet, { RETENT_PUBLIC_URL: "https://real.example" }, { folder });
  expect(stdout).toContain("https://real.example/api/");
  expect(stdout).not.toContain("file.example");
});

test.each([["doctor"], ["serve"], ["outbox", "list"], ["outbox", "retry"], ["outbox", "set-aside", "evt_1"]])(
  "%s refuses a file that does not exist",
  async (...command) => {
    const { code, stdout, stderr } = await runToEnd([...command, "--env-file", "no.env"], {}, { folder });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      "retent: --env-file: there is no file no.env: check the path, or make it with retent setup\n",
    );
  },
);

test("a folder can't be read", async () => {
  const { code, stderr } = await runToEnd(["doctor", "--env-file", "."], {}, { folder });
  expect([code, stderr]).toEqual([1, "retent: --env-file: . can't be read (EISDIR)\n"]);
});

test("faults in it are named like those of the environment, and never with a value", async () => {
  writeEnvFile(`RETENTBASE_SIGNING_SECRET=${signingSecret}\nRETENTBASE_JWKS_URL=https://keys.example\n`);
  const { code, stdout } = await runToEnd(["doctor", "--env-file", "retent.env"], {}, { folder });
  expect(code).toBe(1);
  expect(stdout).toContain("FAIL configuration: RETENTBASE_JWKS_URL is set beside RETENTBASE_SIGNING_SECRET");
  expect(stdout).not.toContain(signingSecret);
});

test.skipIf(process.platform === "win32")("a file that others may read is named", async () => {
  writeEnvFile("RETENT_PUBLIC_URL=https://retent.shop.example\n", 0o644);
  const { code, stderr } = await runToEnd(snippet, {}, { folder });
  expect(code).toBe(0);
  expect(stderr).toBe(
    "retent: other users of this machine may read retent.env, which holds secrets (mode 0644): run chmod 600 retent.env\n",
  );
  for (const mode of [0o600, 0o400]) {
    writeEnvFile("", mode);
    expect((await runToEnd(["snippet", "--env-file", "retent.env"], {}, { folder })).stderr).toBe("");
    chmodSync(join(folder, "retent.env"), 0o600);
  }
});

test("the built command serves with nothing else", async () => {
  const lines = Object.entries({ ...goodEnvironment, PORT: "0" }).map(([name, value]) => `${name}=${value}`);
  writeEnvFile(lines.join("\n"));
  const child = startChild(["serve", "--env-file", join(folder, "retent.env")], {
    PORT: String(await findFreePort()),
  });
  await child.printed('"listening"');
  child.process.kill("SIGTERM");
  expect(await child.exited).toBe(0);
});
