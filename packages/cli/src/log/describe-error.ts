/** What the log says of a thrown value: name, code and message, and only with `withDetail` where it came from. */
export function describeError(error: unknown, { withDetail }: { withDetail: boolean }): object {
  if (!(error instanceof Error))
    return { message: typeof error === "string" ? error : "something that is no Error" };
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
