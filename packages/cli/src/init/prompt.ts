import { createInterface } from "node:readline";
import { CommandError } from "../command-error.ts";
import type { Host } from "../host.ts";

/** Asks questions at the terminal. A script may send the answers as lines. */
export interface Prompt {
  /** @throws {CommandError} if the input has ended */
  ask(question: string): Promise<string>;
  close(): void;
}

export function createPrompt({ stdin, stdout }: Pick<Host, "stdin" | "stdout">): Prompt {
  // The iterator keeps lines that arrive before their question.
  const reader = createInterface({ input: stdin });
  const lines = reader[Symbol.asyncIterator]();
  return {
    async ask(question) {
      stdout.write(question);
      const { done, value } = await lines.next();
      if (!done) return value.trim();
      stdout.write("\n");
      throw new CommandError(
        "usage",
        "init: the input ended before the last answer, and nothing was written: answer with flags and --yes; see retent --help",
      );
    },
    close: () => reader.close(),
  };
}
