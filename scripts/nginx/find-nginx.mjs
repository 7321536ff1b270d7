import { existsSync, mkdirSync } from "node:fs";
import { Failure, fromRoot, runToEnd } from "../tools.mjs";

const cache = fromRoot("node_modules/.cache/nginx");
const unpacked = `${cache}/usr/sbin/nginx`;
const installed = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"];

/** Path of an nginx: the system's, else the one that `installNginx` unpacked; undefined if there is none. */
export function findNginx() {
  return [...installed, unpacked].find((path) => existsSync(path));
}

/** Unpacks Debian's nginx if the machine has none. It is not installed, which would start a server on port 80. */
export async function installNginx() {
  if (findNginx()) return;
  if (!existsSync("/usr/bin/apt-get")) throw new Failure("Install nginx by hand on this system.");
  mkdirSync(cache, { recursive: true });
  const update = process.getuid() === 0 ? "apt-get update -qq && " : "";
  const unpack = `${update}apt-get download -qq -o APT::Sandbox::User=root nginx && dpkg-deb --extract nginx_*.deb . && rm nginx_*.deb`;
  const isUnpacked = (await runToEnd("sh", ["-c", unpack], { cwd: cache })) === 0;
  if (!isUnpacked || (await runToEnd(unpacked, ["-v"])) !== 0) {
    throw new Failure("nginx could not be unpacked: install it by hand.");
  }
}
