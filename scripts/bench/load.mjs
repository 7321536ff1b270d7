// Load on our server or another, and what to make of the times that it took. Requests are written out before the clock starts and
// answers are read no further than their length: a client of node:http takes more time for a thousand of them than a bare server does.
import { once } from "node:events";
import { connect } from "node:net";

/** Connections that stay open, so that answers are measured and not handshakes. */
export async function openConnections(port, count) {
  const connections = [];
  for (let opened = 0; opened < count; opened += 1) {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    await once(socket, "connect");
    connections.push(socket);
  }
  return connections;
}

export function closeConnections(connections) {
  for (const socket of connections) socket.destroy();
}

/**
 * Posts every message once, one at a time on each connection.
 *
 * @param messages `{ path, headers, body }` each
 * @returns the seconds that all took, and for each the milliseconds from its first byte to the end of its answer, sorted
 * @throws when an answer is not 200
 */
export async function postAll(connections, messages) {
  const requests = messages.map(toBytes);
  const times = [];
  let next = 0;
  async function send(socket) {
    while (next < requests.length) {
      const bytes = requests[next];
      next += 1;
      const startedAt = performance.now();
      socket.write(bytes);
      await readAnswer(socket);
      times.push(performance.now() - startedAt);
    }
  }
  const startedAt = performance.now();
  await Promise.all(connections.map(send));
  const seconds = (performance.now() - startedAt) / 1000;
  return { seconds, times: times.sort((a, b) => a - b) };
}

function toBytes({ path, headers, body }) {
  const fields = {
    host: "127.0.0.1",
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    ...headers,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([`POST ${path} HTTP/1.1`, ...lines, "", body].join("\r\n"));
}

/** Resolves at the end of an answer that names its length (RFC 9112, section 6.2), as all of those that are measured do. */
function readAnswer(socket) {
  return new Promise((resolve, reject) => {
    let answer = "";
    const done = (settle) => {
      socket.off("data", take).off("close", fail).off("error", fail);
      settle();
    };
    const fail = () =>
      done(() => reject(new Error(`not the answer that was expected: ${answer.slice(0, 200)}`)));
    const take = (bytes) => {
      answer += bytes.toString("latin1");
      const headEnd = answer.indexOf("\r\n\r\n");
      if (headEnd < 0) return;
      const length = /\r\ncontent-length: *(\d+)/i.exec(answer.slice(0, headEnd))?.[1];
      if (!answer.startsWith("HTTP/1.1 200 ") || length === undefined) fail();
      else if (answer.length >= headEnd + 4 + Number(length)) done(resolve);
    };
    socket.on("data", take).on("close", fail).on("error", fail);
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
