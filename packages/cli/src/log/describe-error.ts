/**
 * Describes a thrown value for the log: name, code and message, and with `withDetail` the stack and the
 * cause.
 */
export function describeError(error: unknown, { withDetail }: { withDetail: boolean }): object {
  if (!(error instanceof Error))
    return { message: typeof error === "string" ? error : "a value that is not an Error" };
  const { name, message, stack, cause } = error;
  return {
    name,
    ...("code" in error && isPlain(error.code) && { code: error.code }),
    message,
    ...(withDetail && {
      stack,
      ...(cause !== undefined && { cause: describeError(cause, { withDetail: false }) }),
    }),
  };
}

function isPlain(code: unknown): boolean {
  return typeof code === "string" || typeof code === "number";
}
