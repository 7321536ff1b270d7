/** One thing that is wrong with the environment. It never holds a value. */
export interface Fault {
  variable: string;
  /** What is wrong and how to mend it: `is missing: copy it from …`. */
  message: string;
}

/** The environment can't be used: every fault is named, each on a line of its own. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(({ variable, message }) => `${variable} ${message}`).join("\n"));
    this.faults = faults;
  }
}
