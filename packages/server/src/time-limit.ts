/** What the host app answers, or an error that says which of its functions took too long. */
export async function withTimeLimit<T>(answer: T | Promise<T>, timeoutMs: number, name: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const error = new Error(`${name} did not answer within ${timeoutMs} ms`);
    timer = setTimeout(() => reject(Object.assign(error, { name: "TimeoutError" })), timeoutMs);
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
