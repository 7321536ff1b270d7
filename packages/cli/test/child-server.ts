import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Environment } from "../src/environment.ts";

const builtMain = fileURLToPath(new URL("../dist/main.js", import.meta.url));

export interface Child {
  process: ChildProcess;
  /** Everything that it has written so far. */
  output(): string;
  /** Resolves when its output holds this text. */
  printed(text: string): Promise<void>;
  /** Resolves to its exit status. */
  exited: Promise<number | null>;
}

/**
 * Starts the command, as it was built or from elsewhere, in a process of its own with nothing in its
 * environment but this.
 */
export function startChild(args: string[], env: Environment, main = builtMain): Child {
  return startProgram(process.execPath, [main, ...args], env);
}

/** Starts any program that becomes the command, with nothing in its environment but this. */
export function startProgram(program: string, args: string[], env: Environment): Child {
  const child = spawn(program, args, {
    env: { ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const look of waiting) look();
    });
  }
  const exited = once(child, "close").then(([code]) => code as number | null);
  return {
    process: child,
    output: () => output,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!output.includes(text)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        void exited.then(() => reject(new Error(`it has ended: ${output}`)));
      }),
    exited,
  };
}
