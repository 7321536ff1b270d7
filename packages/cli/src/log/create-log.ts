import type { Redact } from "@retent/retentbase/internal";
import { type Logger, pino } from "pino";
import type { Configuration } from "../environment.ts";
import type { TextStream } from "../host.ts";

interface LogOptions {
  level: Configuration["logLevel"];
  stdout: TextStream;
  redact: Redact;
  now: () => number;
}

/** A log of one JSON object per line, with the name of the level and the time as an ISO date. */
export function createLog({ level, stdout, redact, now }: LogOptions): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => void stdout.write(redact(line)) },
  );
}
