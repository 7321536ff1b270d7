import { spawn } from "node:child_process";
import { findFreePort, waitForPort } from "./ports.mjs";

/** Starts WebKitGTK's driver on a screen of its own. It listens on loopback only. */
export async function startWebKitDriver() {
  const port = await findFreePort();
  // A group of its own, so that the driver and the browsers end with the screen that they are on.
  const child = spawn("xvfb-run", ["--auto-servernum", "WebKitWebDriver", `--port=${port}`], {
    stdio: "ignore",
    detached: true,
  });
  const exited = new Promise((_, reject) => {
    child.once("exit", (code) => reject(new Error(`WebKitWebDriver ended with ${code} before it listened.`)));
  });
  exited.catch(() => {});
  await Promise.race([waitForPort(port), exited]);
  return {
    port,
    stop() {
      if (child.exitCode === null) process.kill(-child.pid, "SIGTERM");
    },
  };
}
