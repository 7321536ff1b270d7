import { expect, test } from "vitest";
import { chooseToClose } from "../../src/serve/choose-to-close.ts";

/** Connections by their clients' names, oldest first; one in capitals has a request under way. */
const parse = (clients: string) =>
  clients.split("").map((name, index) => ({
    client: name.toLowerCase(),
    requests: name === name.toLowerCase() ? 0 : 1,
    index,
  }));

test.each([
  ["the oldest idle one of the client with the most", "baaab", 1],
  ["an idle one before one with a request", "AaAab", 1],
  ["the newest, if all have requests", "bAAAb", 3],
  ["the new one itself, if its client has the most and nothing else is idle", "bAAa", 3],
  ["never that of a client with less", "aaaB", 0],
  ["the oldest, if all clients have as many", "abcd", 0],
])("closes %s (%s)", (_, clients, index) => {
  expect(chooseToClose(parse(clients))?.index).toBe(index);
});
