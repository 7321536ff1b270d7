import { isErrorNamed } from "./coded-error.ts";

/** One option that can't be used. */
export interface OptionFault {
  /** The option's name, e.g. `resultToken.secret`. */
  option: string;
  /** What is wrong and what to do, without the value. */
  message: string;
}

/**
 * Options that can't be used: every fault at once. The message is one line that names them all.
 *
 * @example
 * import { createRetent, OptionsError, type RetentOptions } from "@retent/server";
 *
 * export function tryOptions(options: RetentOptions) {
 *   try {
 *     return createRetent(options);
 *   } catch (error) {
 *     if (!(error instanceof OptionsError)) throw error;
 *     for (const { option, message } of error.faults) console.error(option, message);
 *   }
 * }
 */
export class OptionsError extends TypeError {
  override readonly name = "OptionsError";
  readonly code = "invalid_options";
  readonly faults: readonly OptionFault[];

  /** @param subject what was to be built, e.g. `createRetent` */
  constructor(faults: readonly OptionFault[], subject?: string) {
    const text = faults.map(({ option, message }) => `${option}: ${message}`).join("; ");
    super(subject === undefined ? text : `${subject}: ${text}`);
    this.faults = faults;
  }
}

/** An error about a single option. */
export function optionError(option: string, message: string): OptionsError {
  return new OptionsError([{ option, message }]);
}

/** Says whether a thrown value is an {@link OptionsError}, also one of another copy of this package. */
export function isOptionsError(error: unknown): error is OptionsError {
  return isErrorNamed("OptionsError", error);
}
