import { randomInt } from "node:crypto";
import { connect, createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** The port that an environment variable names; ends the process with one line where it is none. */
export function readPort(variable, standard) {
  const text = process.env[variable] || String(standard);
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  console.error(`${variable} has to be a port from 1 to 65535, and it is “${text}”.`);
  process.exit(1);
}

/** The one port of the range below that `fetch` refuses (https://fetch.spec.whatwg.org/#port-blocking). */
const blockedPort = 10_080;

/**
 * A port of loopback that is free right now. Not one of those that systems give to connections that go out: until it is
 * listened on, any of them could take it.
 */
export async function findFreePort() {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(10_000, 32_000);
    if (port !== blockedPort && (await tryPort(port, "127.0.0.1")) === undefined) return port;
  }
  throw new Error("no port of this machine is free");
}

/** One line that says why a port can't be used and what to do, or undefined where it is free. */
export async function findPortFault(variable, port) {
  // A browser may take “localhost” for either of the two.
  for (const host of ["127.0.0.1", "::1"]) {
    const code = await tryPort(port, host);
    if (code === "EADDRINUSE")
      return `Port ${port} is taken. Choose another one: ${variable}=${port + 1} npm start`;
    if (code === "EACCES")
      return `Port ${port} may not be used by you. Choose one above 1023: ${variable}=8000 npm start`;
    if (code !== undefined && host === "127.0.0.1")
      return `Port ${port} can't be used (${code}): set ${variable} to another one.`;
  }
  return undefined;
}

/** Resolves when something listens on a port of loopback. */
export async function waitForPort(port) {
  for (;;) {
    const isOpen = await new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.end());
    });
    if (isOpen) return;
    await wait(50);
  }
}

/** Listens for a moment; the error's code, or undefined where that worked. */
function tryPort(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", ({ code }) => resolve(code));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}
