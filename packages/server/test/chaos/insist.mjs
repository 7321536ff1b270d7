/** On a busy machine the server may be killed many times before it answers for the first time. */
const patienceMs = 600_000;

/** Sends a request again and again until it is answered well: the server is killed now and then. */
export async function insist(url, init = {}) {
  const end = Date.now() + patienceMs;
  for (;;) {
    const answer = await send(url, init);
    if (answer && answer.status < 400) return answer;
    if (Date.now() > end)
      throw new Error(`${new URL(url).pathname} was answered ${answer?.status ?? "not at all"} to the end`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The whole answer, or undefined if the connection ended before it. */
export async function send(url, init) {
  try {
    const response = await fetch(url, { redirect: "manual", ...init });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch {
    return undefined;
  }
}
