import { createInterface } from "node:readline";
import { CommandError } from "../command-error.ts";
import type { Host } from "../host.ts";

/** Puts questions to whoever sits at the terminal, or to lines that a script sends. */
export interface Prompt {
  /** @throws {CommandError} where the input has ended */
  ask(question: string): Promise<string>;
  close(): void;
}

export function createPrompt({ stdin, stdout }: Pick<Host, "stdin" | "stdout">): Prompt {
  // Lines that have come before their question wait in the iterator.
  const reader = createInterface({ input: stdin });
  const lines = reader[Symbol.asyncIterator]();
  return {
    async ask(question) {
      stdout.write(question);
      const { done, value } = await lines.next();
      if (!done) return value.trim();
      stdout.write("\n");
      throw new CommandError(
        "init: the input ended before the last answer, and nothing was written: answer with flags and --yes; see retent --help",
      );
    },
    close: () => reader.close(),
  };
}
