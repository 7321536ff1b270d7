import crypto from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createNotifier } from "@retent/server/notifications";
import { expect, test } from "vitest";
import { variableNames } from "../src/environment/variables.ts";
import { formatVariablesTable } from "./variables-table.ts";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const secret = "whsec_S3Y3LXNlY3JldC1vZi10aGVzZS10ZXN0cy1vbmx5";

interface Message {
  id: string;
  timestamp: string;
  signature: string;
  body: string;
  secret: string;
}

/** The function that the document gives to site builders. */
function documentedCheck(
  require: (name: string) => unknown = createRequire(import.meta.url),
): (message: Message) => boolean {
  const [, code = ""] = /^```js\n(.*?)^```/ms.exec(read("docs/notifications.md")) ?? [];
  return new Function("require", `${code}; return isFromRetent;`)(require);
}

/** A message as it is sent. */
async function send(now = Date.now()): Promise<Message> {
  let sent: RequestInit | undefined;
  const notifier = createNotifier({
    url: "https://hooks.shop.example",
    secret,
    fetch: async (_, init) => {
      sent = init;
      return new Response();
    },
  });
  const message = { id: "msg_1", type: "outbox.dead", content: '{"a":"ü"}' } as const;
  await notifier.send(message, { now, signal: new AbortController().signal });
  const headers = new Headers(sent?.headers);
  return {
    id: headers.get("webhook-id") ?? "",
    timestamp: headers.get("webhook-timestamp") ?? "",
    signature: headers.get("webhook-signature") ?? "",
    body: String(sent?.body),
    secret,
  };
}

test("the documented check accepts what the server sends, and nothing else", async () => {
  const isFromRetent = documentedCheck();
  const message = await send();
  expect(isFromRetent(message)).toBe(true);
  expect(isFromRetent({ ...message, signature: `v1,AAAA ${message.signature}` })).toBe(true);
  for (const change of [
    { body: '{"a":"u"}' },
    { id: "msg_2" },
    { timestamp: String(Number(message.timestamp) + 1) },
    { timestamp: "now" },
    { signature: message.signature.replace("v1,", "v2,") },
    { signature: "" },
    { secret: "whsec_QW5vdGhlci1zZWNyZXQtb2YtdGhlc2UtdGVzdHMh" },
  ])
    expect(isFromRetent({ ...message, ...change }), JSON.stringify(change)).toBe(false);
  expect(isFromRetent(await send(Date.now() - 400_000))).toBe(false);
});

test("the documented check refuses everything while its primitives throw, and any message that lacks a part", async () => {
  const message = await send();
  for (const thrown of [
    new Error("e"),
    new TypeError("t"),
    new RangeError("r"),
    "text",
    null,
    undefined,
    true,
  ]) {
    const fail = () => {
      throw thrown;
    };
    for (const broken of ["createHmac", "timingSafeEqual"])
      expect(documentedCheck(() => ({ ...crypto, [broken]: fail }))(message)).toBe(false);
  }
  for (const part of Object.keys(message))
    expect(documentedCheck()({ ...message, [part]: undefined }), part).toBe(false);
});

test("the README's table of variables is up to date", async () => {
  const readme = read("README.md");
  const start = readme.indexOf("\n", readme.indexOf("<!-- variables: ")) + 1;
  const end = readme.indexOf("<!-- /variables -->");
  const expected = `${readme.slice(0, start)}\n${formatVariablesTable()}\n${readme.slice(end)}`;
  await expect(expected).toMatchFileSnapshot("../README.md");
});

test("the README names every variable and no others", () => {
  const named = [...read("README.md").matchAll(/^\| (`[^|]*) *\|/gm)]
    .flatMap(([, cell = ""]) => [...cell.matchAll(/`([A-Z_]+)`/g)])
    .map(([, name = ""]) => name);
  expect([...new Set(named)].sort()).toEqual([...variableNames].sort());
});
