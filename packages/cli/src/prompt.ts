import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { CommandError } from "./command-error.ts";
import type { Host } from "./host.ts";

/** Asks questions at the terminal. A script may send the answers as lines. */
export interface Prompt {
  /**
   * @param isHidden what is typed does not show
   * @throws {CommandError} if the input has ended
   */
  ask(question: string, options?: { isHidden?: boolean }): Promise<string>;
  /** Rejects at Ctrl-C. */
  stopped: Promise<never>;
  close(): void;
}

/** @param errors what is said if the input ends too early, and at Ctrl-C */
export function createPrompt(
  { stdin, stdout }: Pick<Host, "stdin" | "stdout">,
  errors: { ended: string; stopped: string },
): Prompt {
  const isTerminal = "isTTY" in stdin && stdin.isTTY === true;
  // What is typed while nothing is asked may be the next secret.
  let isShown = false;
  const output = new Writable({
    write(chunk, _encoding, done) {
      if (isShown) stdout.write(String(chunk));
      done();
    },
  });
  const reader = createInterface({
    input: stdin,
    ...(isTerminal && { output, terminal: true, historySize: 0 }),
  });
  // The iterator keeps lines that arrive before their question.
  const lines = reader[Symbol.asyncIterator]();
  const stopped = new Promise<never>((_resolve, reject) => {
    reader.on("SIGINT", () => {
      stdout.write("\n");
      reject(new CommandError("usage", errors.stopped));
      reader.close();
    });
  });
  stopped.catch(() => {});

  async function readLine(question: string, isHidden: boolean): Promise<string> {
    if (!isTerminal || isHidden) stdout.write(question);
    if (isTerminal && !isHidden) {
      isShown = true;
      reader.setPrompt(question);
      reader.prompt();
    }
    try {
      const { done, value } = await lines.next();
      if (!done) return value.trim();
    } finally {
      isShown = false;
      if (isTerminal && isHidden) stdout.write("\n");
    }
    stdout.write("\n");
    throw new CommandError("usage", errors.ended);
  }

  return {
    ask: (question, { isHidden = false } = {}) => Promise.race([readLine(question, isHidden), stopped]),
    stopped,
    close: () => reader.close(),
  };
}
