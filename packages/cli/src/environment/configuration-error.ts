import { CodedError } from "@retent/retentbase/internal";

/** What is wrong with a value, and how to fix it. It never holds the value itself. */
export interface Problem {
  /** What is wrong: `is missing`. */
  message: string;
  /** What to do about it: `copy it from the dashboard`. */
  remedy?: string | undefined;
}

/** One thing that is wrong with the environment. */
export interface Fault extends Problem {
  variable: string;
}

/** The environment can't be used: every fault is named, each on a line of its own. */
export class ConfigurationError extends CodedError<"invalid_environment"> {
  override readonly name = "ConfigurationError";
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const lines = faults.map((fault) => `${fault.variable} ${formatProblem(fault)}`);
    super("invalid_environment", lines.join("\n"));
    this.faults = faults;
  }
}

/** The problem and its remedy on one line: `is missing: copy it from the dashboard`. */
export function formatProblem({ message, remedy }: Problem): string {
  return remedy === undefined ? message : `${message}: ${remedy}`;
}
