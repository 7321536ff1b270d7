import { Readable } from "node:stream";
import { run } from "../src/command-line.ts";
import type { Environment } from "../src/environment.ts";
import type { Host } from "../src/host.ts";

/** A signing secret that is not published. */
export const signingSecret = "Zq8-3vT1_signing_of_these_tests_b6W2";
export const identitySecret = "Kd5-9rL7_identity_of_these_tests_m4X1";

/** An environment with everything that has to be set. */
export const goodEnvironment = {
  RETENTBASE_API_KEY: "rb_key_of_these_tests_4f1c9a",
  RETENTBASE_SIGNING_SECRET: signingSecret,
  RETENT_IDENTITY_SECRET: identitySecret,
  RETENT_DATABASE_URL: "sqlite::memory:",
  RETENT_SETTLE: "manual",
} satisfies Environment;

/**
 * A process that is made up: it keeps what is written, reads `lines`, and signals come when a test says so.
 */
export function createTestHost(
  env: Environment = goodEnvironment,
  {
    lines = [],
    folder = "/nowhere",
    now = Date.parse("2026-03-01T00:00:00Z"),
  }: { lines?: string[]; folder?: string; now?: number } = {},
) {
  const written = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  const clock = { now };
  const collect = (stream: keyof typeof written) => ({
    write(text: string) {
      written[stream] += text;
    },
  });
  const host: Host = {
    env,
    folder,
    stdin: Readable.from(lines.map((line) => `${line}\n`)),
    stdout: collect("stdout"),
    stderr: collect("stderr"),
    now: () => clock.now,
    fetch: globalThis.fetch,
    onSignal(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const signal = () => {
    for (const listener of listeners) listener();
  };
  return { host, written, clock, signal, listeners };
}

/** Runs a command to its end. */
export async function runToEnd(
  args: readonly string[],
  env?: Environment,
  at?: Parameters<typeof createTestHost>[1],
) {
  const { host, written } = createTestHost(env, at);
  const code = await run(args, host);
  return { code, ...written };
}
