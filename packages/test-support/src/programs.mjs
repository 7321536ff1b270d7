import { existsSync, globSync, mkdirSync } from "node:fs";
import { delimiter } from "node:path";
import { Failure, fromRoot, runToEnd } from "./tools.mjs";

/** Debian's packages of the programs that tests put around the server, the folder each goes to, and what prints its version. */
const programs = {
  nginx: { packages: ["nginx"], folder: "sbin", version: "-V" },
  pgbouncer: { packages: ["pgbouncer", "libc-ares2"], folder: "sbin", version: "-V" },
  caddy: { packages: ["caddy"], folder: "bin", version: "version" },
};

const cacheOf = (name) => fromRoot(`node_modules/.cache/${name}`);

/** Where a program is and the environment that it needs: the system's, else the one that `installPrograms` unpacked. */
export function findProgram(name) {
  const cache = cacheOf(name);
  const { folder } = programs[name];
  const unpacked = `${cache}/usr/${folder}/${name}`;
  const installed = [`/usr/${folder}`, `/usr/local/${folder}`, "/opt/homebrew/bin"];
  const paths = [...installed.map((each) => `${each}/${name}`), unpacked];
  const path = paths.find((each) => existsSync(each));
  if (path === undefined) return undefined;
  const libraries = globSync(`${cache}/usr/lib/*-linux-*`).join(delimiter);
  return { path, env: path === unpacked ? { ...process.env, LD_LIBRARY_PATH: libraries } : process.env };
}

/** Unpacks Debian's packages of what the machine lacks. They are not installed, which would start servers on their usual ports. */
export async function installPrograms() {
  for (const name of Object.keys(programs)) {
    if (!findProgram(name)) await unpack(name, programs[name]);
  }
}

async function unpack(name, { packages, version }) {
  const cache = cacheOf(name);
  if (!existsSync("/usr/bin/apt-get")) throw new Failure(`Install ${name} by hand on this system.`);
  mkdirSync(cache, { recursive: true });
  const update = process.getuid() === 0 ? "apt-get update -qq && " : "";
  const download = `apt-get download -qq -o APT::Sandbox::User=root ${packages.join(" ")}`;
  const extract = "for package in *.deb; do dpkg-deb --extract $package . && rm $package; done";
  const isUnpacked =
    (await runToEnd("sh", ["-c", `${update}${download} && ${extract}`], { cwd: cache })) === 0;
  const program = isUnpacked ? findProgram(name) : undefined;
  if (!program || (await runToEnd(program.path, [version], { env: program.env })) !== 0)
    throw new Failure(`${name} could not be unpacked: install it by hand.`);
}
