/**
 * What the errors of Retent's packages are: a stable code to act on, a message for people, and a cause for
 * the log. Wrong options are the exception: they are a `TypeError`, as everywhere in JavaScript, with a code.
 */
export abstract class CodedError<Code extends string> extends Error {
  abstract override readonly name: string;
  readonly code: Code;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Whether a thrown value is an error of a class with this name, for guards of errors that go from one package
 * to another: `instanceof` is false for an error of another copy of the class.
 */
export function isErrorNamed(name: string, error: unknown): boolean {
  return error instanceof Error && error.name === name && "code" in error;
}
