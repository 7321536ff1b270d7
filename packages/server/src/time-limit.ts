/** What the host app answers, or an error that says which of its functions took too long. */
export async function withTimeLimit<T>(answer: T | Promise<T>, timeoutMs: number, name: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    // Made only when it is needed: a stack trace costs more than everything else here.
    const fail = () => {
      const error = new Error(`${name} did not answer within ${timeoutMs} ms`);
      reject(Object.assign(error, { name: "TimeoutError" }));
    };
    timer = setTimeout(fail, timeoutMs);
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
