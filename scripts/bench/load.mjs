// Load on a server of ours or another, and what to make of the times that it took.
import { Agent, request } from "node:http";

/** Connections that stay open, so that answers are measured and not handshakes. */
export function createConnections(count) {
  return new Agent({ keepAlive: true, maxSockets: count, maxFreeSockets: count });
}

/**
 * Posts every message once, `atOnce` of them under way at any time.
 *
 * @param messages `{ path, headers, body }` each
 * @returns the seconds that all took, and for each the milliseconds from its first byte to the end of its answer, sorted
 * @throws when an answer is not 200
 */
export async function postAll({ port, agent, atOnce, messages }) {
  const times = [];
  let next = 0;
  async function sender() {
    while (next < messages.length) {
      const message = messages[next];
      next += 1;
      times.push(await post(port, agent, message));
    }
  }
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: atOnce }, sender));
  const seconds = (performance.now() - startedAt) / 1000;
  return { seconds, times: times.sort((a, b) => a - b) };
}

function post(port, agent, { path, headers, body }) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const length = { "content-length": Buffer.byteLength(body) };
    const outgoing = request({
      host: "127.0.0.1",
      port,
      agent,
      method: "POST",
      path,
      headers: { "content-type": "application/json", ...length, ...headers },
    });
    outgoing.on("response", (incoming) => {
      if (incoming.statusCode !== 200) reject(new Error(`${path} answered ${incoming.statusCode}`));
      incoming.on("end", () => resolve(performance.now() - startedAt)).resume();
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** @param sorted ascending */
export function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export function median(numbers) {
  return percentile(
    numbers.toSorted((a, b) => a - b),
    0.5,
  );
}
