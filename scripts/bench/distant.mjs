// Servers that are far away, on loopback.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { connect, createServer as createTcpServer } from "node:net";
import { join } from "node:path";

/**
 * A TCP proxy as far away as a round trip says: connecting costs one round trip, and each flight half of one. So TLS costs what it would.
 * It does not model names to resolve, lost packets, bandwidth, or a window that starts small.
 */
export async function startDistance(roundTripMs, port) {
  const proxy = createTcpServer({ noDelay: true }, (near) => {
    const far = connect({ port, host: "127.0.0.1", noDelay: true });
    // Loopback connects at once, so the first bytes wait for the round trip in which a distant server would have.
    const connectedAt = performance.now() + roundTripMs;
    delay(near, far, () => Math.max(0, connectedAt - performance.now()) + roundTripMs / 2);
    delay(far, near, () => roundTripMs / 2);
  });
  // It is not closed: what uses it ends before the process.
  return listen(proxy.unref());
}

function delay(from, to, waitMs) {
  const later = (work) => setTimeout(work, waitMs());
  from.on("data", (bytes) => later(() => to.writable && to.write(bytes)));
  from.on("end", () => later(() => to.end()));
  from.on("error", () => to.destroy());
  from.on("close", () => later(() => to.destroy()));
}

/** Starts servers that share a certificate, which the browser has to be told not to check. */
export function createSecureServer(folder) {
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(folder, name));
  const request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=bench.test";
  execFileSync("openssl", [...request.split(" "), "-keyout", key, "-out", cert], { stdio: "ignore" });
  return createServer({ key: readFileSync(key), cert: readFileSync(cert), noDelay: true });
}

/** @returns the server's port */
export function listen(server) {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));
}
