import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { createServer, request } from "node:http";
import { findFreePort } from "./ports.mjs";

export async function startFreezingHost({ program, cwd, env, port }) {
  const innerPort = await findFreePort();
  const child = spawn(process.execPath, program, {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env, PORT: String(innerPort) },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const exited = once(child, "exit");
  await Promise.race([
    isReady(child),
    exited.then(() => Promise.reject(new Error("the program did not start"))),
  ]);
  child.stdout.resume();

  const changes = new EventEmitter();
  let underWay = 0;
  let isFrozen = false;
  let asked = 0;

  function thaw() {
    underWay += 1;
    if (isFrozen) child.kill("SIGCONT");
    isFrozen = false;
  }

  /** What a response has given to `waitUntil` keeps the process running. */
  function freezeOnceSettled() {
    underWay -= 1;
    if (underWay > 0) return;
    asked += 1;
    child.send(asked);
  }

  child.on("message", (settled) => {
    if (settled !== asked || underWay > 0) return;
    child.kill("SIGSTOP");
    isFrozen = true;
    changes.emit("frozen");
  });

  const server = createServer((incoming, outgoing) => {
    thaw();
    outgoing.once("close", freezeOnceSettled);
    const { method, url: path, headers } = incoming;
    const inner = request({ host: "127.0.0.1", port: innerPort, method, path, headers, agent: false });
    inner.on("response", (response) => {
      outgoing.writeHead(response.statusCode, response.rawHeaders);
      response.pipe(outgoing);
    });
    inner.on("error", () => outgoing.destroy());
    incoming.pipe(inner);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");

  return {
    url: `http://localhost:${port}`,
    async frozen() {
      if (!isFrozen) await once(changes, "frozen");
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      child.kill("SIGKILL");
      await exited;
    },
  };
}

async function isReady({ stdout }) {
  for await (const text of stdout.iterator({ destroyOnReturn: false })) {
    if (String(text).includes("Ready")) return;
  }
}
