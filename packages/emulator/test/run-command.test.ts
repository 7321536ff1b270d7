import { expect, test } from "vitest";
import { runCommand } from "../src/run-command.ts";
import { startEmulator } from "./local-emulator.ts";

async function run(args: string[], environment: Record<string, string> = {}) {
  let stdout = "";
  let stderr = "";
  const code = await runCommand({
    args,
    environment,
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    stopped: Promise.resolve(),
  });
  return { code, stdout, stderr };
}

test("prints one line with the inspector's URL and ends with 0 when stopped", async () => {
  const { code, stdout, stderr } = await run(["--port", "0", "--plan", "core", "--workspace-key", "ws_1"]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^RetentBase emulator: http:\/\/127\.0\.0\.1:\d+\n$/);
});

test("answers until it is stopped", async () => {
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let printed = (_: string) => {};
  const line = new Promise<string>((resolve) => {
    printed = resolve;
  });
  const args = ["--port", "0", "--host", "localhost", "--api-key", "local_1"];
  const code = runCommand({ args, environment: {}, stdout: printed, stderr: printed, stopped });
  const url = /http:\S+/.exec(await line)?.[0];
  const headers = { "x-api-key": "local_1" };
  expect((await fetch(`${url}/api/v1/cancel-sessions/cs_1`, { headers })).status).toBe(404);
  stop();
  expect(await code).toBe(0);
});

test.each([
  [["--port", "x"], /^retent-emulator: --port: .+\n$/],
  [["--host", "0.0.0.0"], /^retent-emulator: host: .+\n$/],
  [["--plan", "gold"], /^retent-emulator: plan: .+\n$/],
  [["--api-key", "live_1"], /^retent-emulator: apiKey: .+\n$/],
  [["--nothing"], /^retent-emulator: .*'--nothing'.*\n$/],
])("%j is refused in one line", async (args, line) => {
  const { code, stdout, stderr } = await run(args);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(line);
});

test("a taken port is named", async () => {
  const { port } = new URL((await startEmulator()).url);
  expect(await run(["--port", port])).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(new RegExp(`^retent-emulator: port ${port} is taken.*\n$`)),
  });
});

test("does not run in production", async () => {
  const { code, stderr } = await run(["--port", "0"], { NODE_ENV: "production" });
  expect(code).toBe(1);
  expect(stderr).toMatch(/NODE_ENV=production/);
});

test("--help", async () => {
  const { code, stdout } = await run(["--help"]);
  expect(code).toBe(0);
  for (const flag of [
    "port",
    "host",
    "api-key",
    "signing-secret",
    "workspace-key",
    "plan",
    "state",
    "help",
  ]) {
    expect(stdout).toContain(`--${flag}`);
  }
});
