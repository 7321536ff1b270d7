import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createConsoleLog } from "../src/console-log.ts";
import { answer } from "./fake-retentbase.ts";
import { type ServerUnderTest, startServer } from "./server-under-test.ts";
import { signingSecret } from "./signed-token.ts";

const words = "They read my letters";

/** What reaches a log by whichever way, and what the outbox keeps of it. */
async function readAll({ events, store }: ServerUnderTest): Promise<string> {
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  const log = createConsoleLog(
    { apiKey: "rb_key_of_the_console", resultToken: { secret: signingSecret } },
    { warn: write, error: write },
  );
  for (const event of events) log(event);
  const rows = (await store.list()).map(({ lastDetail }) => lastDetail);
  const text = [inspect(events, { depth: 9 }), ...lines, ...rows].join("\n");
  // Places in our sources are full of numbers.
  return text.replaceAll(/^\s+(at|\.\.\.) .*$/gm, "");
}

describe.each(["user_of_these_tests_1", "u42", "7"])("the user %s", (userId) => {
  const isNamed = new RegExp(`(?<!\\w)${userId}(?!\\w)`);

  async function startFor(options: Parameters<typeof startServer>[0] = {}) {
    const server = await startServer(options);
    server.session.customer = { userId };
    return server;
  }

  test.each<[string, (text: string) => unknown]>([
    ["an error", (text) => new Error(text)],
    ["an error with a cause", (text) => new TypeError("billing failed", { cause: new Error(text) })],
    ["a text", (text) => text],
  ])("is not named by a failure of the merchant's billing that is %s", async (_, toThrown) => {
    const server = await startFor({
      onResult: ({ userId: named, reasonText }) => {
        throw toThrown(`no subscription for "${named}" (${reasonText})`);
      },
    });
    await server.bringBack(await server.startFlow(), { sub: userId, reason_text: words });
    expect(server.eventsOf("billing_failed")).toHaveLength(1);
    const said = await readAll(server);
    expect(said).toContain("no subscription for");
    expect(said).not.toMatch(isNamed);
    expect(said).not.toContain(words);
  });

  test("is not named by a billing that can't say what it knows of a customer", async () => {
    const server = await startFor({
      billing: {
        context: (named) => Promise.reject(new Error(`no such customer: '${named}'`)),
        onResult: ({ outcome }) => ({ outcome }),
      },
    });
    await server.startFlow();
    expect(server.eventsOf("context_unavailable")).toHaveLength(1);
    expect(await readAll(server)).not.toMatch(isNamed);
  });

  test("is not named by what RetentBase repeats", async () => {
    const server = await startFor();
    server.retentbase.reply("link", answer(400, `unknown userId: ${userId}`));
    await server.startFlow();
    const [failed] = server.eventsOf("link_failed");
    expect(failed?.body).toContain("unknown userId");
    expect(await readAll(server)).not.toMatch(isNamed);
  });
});

/** Errors that are each other's cause, over and over; of one, it is its own. */
function createCycle(message: string, length: number): Error {
  const first = new Error(message);
  let last = first;
  for (let depth = 1; depth < length; depth += 1) last = new TypeError(`${message}!`, { cause: last });
  first.cause = last;
  return first;
}

/** Errors one below the other, the innermost last. */
function createChain(message: string, length: number): Error {
  let error = new Error(message);
  for (let depth = 1; depth < length; depth += 1) error = new Error(`at depth ${depth}`, { cause: error });
  return error;
}

test.each<[string, (text: string) => Error]>([
  ["its own cause", (text) => createCycle(text, 1)],
  ["the cause of its cause", (text) => createCycle(text, 2)],
  ["below a hundred thousand causes", (text) => createChain(text, 100_000)],
])("an error that is %s is logged without naming the customer", async (_, toThrown) => {
  const server = await startServer({
    onResult: ({ userId }) => {
      throw toThrown(`no subscription for ${userId}`);
    },
  });
  await server.bringBack(await server.startFlow());
  expect(server.eventsOf("billing_failed")).toHaveLength(1);
  const [failed] = server.eventsOf("billing_failed");
  expect(failed?.error).toBeInstanceOf(Error);
  expect(failed?.error).not.toBeInstanceOf(RangeError);
  expect(await readAll(server)).not.toMatch(/user_1/);
});

test("an error that names no customer is passed on as it is", async () => {
  const thrown = Object.assign(new RangeError("the card is expired"), { code: "card_expired" });
  const server = await startServer({
    onResult: () => {
      throw thrown;
    },
  });
  await server.bringBack(await server.startFlow());
  expect(server.eventsOf("billing_failed")[0]?.error).toBe(thrown);
});

test("an error that names the customer keeps its name and code", async () => {
  const server = await startServer({
    onResult: ({ userId }) => {
      throw Object.assign(new RangeError(`${userId} is unknown`), { code: "no_customer" });
    },
  });
  await server.bringBack(await server.startFlow());
  expect(server.eventsOf("billing_failed")[0]?.error).toMatchObject({
    name: "RangeError",
    code: "no_customer",
    message: "[redacted] is unknown",
  });
});
