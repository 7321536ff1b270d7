import { expect, test } from "vitest";
import { readBytes, readText } from "../src/read-body.ts";

/** A body that arrives in these pieces, and what became of it. */
function bodyOf(...pieces: string[]) {
  const state = { isCancelled: false };
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = pieces.shift();
        if (piece === undefined) controller.close();
        else controller.enqueue(encoder.encode(piece));
      },
      cancel() {
        state.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, state };
}

test("a body that just fits is whole", async () => {
  const { body, state } = bodyOf("ab", "cd");
  expect(await readText(body, 4)).toEqual({ content: "abcd", isWhole: true });
  expect(state.isCancelled).toBe(false);
});

test("a longer one is cut at the limit, and the rest is refused", async () => {
  const { body, state } = bodyOf("ab", "cdef", "never read");
  expect(await readText(body, 4)).toEqual({ content: "abcd", isWhole: false });
  expect(state.isCancelled).toBe(true);
});

test("no body is an empty one", async () => {
  expect(await readText(null, 4)).toEqual({ content: "", isWhole: true });
});

test("a character that arrives in two pieces is one", async () => {
  const [first, second] = [new Uint8Array([0xc3]), new Uint8Array([0xa9])];
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of [first, second]) controller.enqueue(piece);
      controller.close();
    },
  });
  expect(await readText(body, 4)).toEqual({ content: "é", isWhole: true });
});

test("reading ends when it is aborted, before or while the body arrives", async () => {
  const hanging = () => new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) });
  await readBytes(hanging(), 4, { signal: AbortSignal.abort() });
  const controller = new AbortController();
  const reading = readBytes(hanging(), 4, { signal: controller.signal });
  controller.abort();
  expect((await reading).content).toEqual(new Uint8Array());
});
