import { describe, expect, test } from "vitest";
import { createBatches } from "../../src/outbox/batches.ts";

/** A call that ends when the test says so. */
function startCall(batches: ReturnType<typeof createBatches>) {
  const answered: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const saved = batches
    .run(
      () => promise,
      () => answered.push("free"),
    )
    .then((answer) => answered.push(answer));
  return { answered, saved, resolve, reject };
}

describe("an answer", () => {
  test("frees its worker at once, and waits until enough others have come", async () => {
    const batches = createBatches(2);
    const [first, second, third] = [startCall(batches), startCall(batches), startCall(batches)];
    first.resolve("first");
    await Promise.resolve();
    expect(first.answered).toEqual(["free"]);
    second.resolve("second");
    await Promise.all([first.saved, second.saved]);
    expect(third.answered).toEqual([]);
    third.resolve("third");
    await third.saved;
  });

  test("waits for no call that fails, and the failure is thrown", async () => {
    const batches = createBatches(100);
    const [first, second] = [startCall(batches), startCall(batches)];
    const failure = expect(second.saved).rejects.toThrow("no");
    first.resolve("first");
    second.reject(new Error("no"));
    await first.saved;
    await failure;
    expect(second.answered).toEqual([]);
  });

  test("that comes while another call goes on is saved soon", async () => {
    const batches = createBatches(100);
    const [slow, quick] = [startCall(batches), startCall(batches)];
    quick.resolve("quick");
    await quick.saved;
    expect(slow.answered).toEqual([]);
    slow.resolve("slow");
    await slow.saved;
  });
});
