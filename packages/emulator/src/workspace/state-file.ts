import { readFileSync, renameSync, writeFileSync } from "node:fs";
import * as z from "zod";
import type { EventRecord, StoredSession } from "./records.ts";

export interface StoredState {
  sessions: StoredSession[];
  events: EventRecord[];
}

const stateSchema = z.object({
  sessions: z.array(z.custom<StoredSession>((value) => hasText(value, "sessionId", "linkHash"))),
  events: z.array(z.custom<EventRecord>((value) => hasText(value, "eventId", "environment"))),
});

/** @throws {Error} one line, when there is a file and it can't be used; no file means an empty state */
export function readStateFile(path: string): StoredState {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (getCode(error) === "ENOENT") return { sessions: [], events: [] };
    throw new Error(`stateFile: ${path} can't be read (${getCode(error)})`, { cause: error });
  }
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`stateFile: ${path} is not a state file of the emulator; name another or remove it`, {
      cause: error,
    });
  }
}

/** Replaces the file as a whole: a process that is killed leaves the old state or the new one. */
export function writeStateFile(path: string, state: StoredState): void {
  const next = `${path}.next`;
  try {
    writeFileSync(next, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
    renameSync(next, path);
  } catch (error) {
    throw new Error(`stateFile: ${path} can't be written (${getCode(error)})`, { cause: error });
  }
}

function hasText(value: unknown, ...names: string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  const record = value as Record<string, unknown>;
  return names.every((name) => typeof record[name] === "string");
}

function getCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
