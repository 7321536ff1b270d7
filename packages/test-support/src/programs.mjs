import { existsSync, globSync, mkdirSync } from "node:fs";
import { delimiter } from "node:path";
import { Failure, fromRoot, runToEnd } from "./tools.mjs";

/** Debian's packages of the programs that tests put around the server, and where else each may be. */
const programs = {
  nginx: { packages: ["nginx"], others: ["/opt/homebrew/bin/nginx"] },
  pgbouncer: { packages: ["pgbouncer", "libc-ares2"], others: ["/opt/homebrew/bin/pgbouncer"] },
};

const cacheOf = (name) => fromRoot(`node_modules/.cache/${name}`);

/** Where a program is and the environment that it needs: the system's, else the one that `installPrograms` unpacked. */
export function findProgram(name) {
  const cache = cacheOf(name);
  const unpacked = `${cache}/usr/sbin/${name}`;
  const paths = [`/usr/sbin/${name}`, `/usr/local/sbin/${name}`, ...programs[name].others, unpacked];
  const path = paths.find((each) => existsSync(each));
  if (path === undefined) return undefined;
  const libraries = globSync(`${cache}/usr/lib/*-linux-*`).join(delimiter);
  return { path, env: path === unpacked ? { ...process.env, LD_LIBRARY_PATH: libraries } : process.env };
}

/** Unpacks Debian's packages of what the machine lacks. They are not installed, which would start servers on their usual ports. */
export async function installPrograms() {
  for (const [name, { packages }] of Object.entries(programs)) {
    if (!findProgram(name)) await unpack(name, packages);
  }
}

async function unpack(name, packages) {
  const cache = cacheOf(name);
  if (!existsSync("/usr/bin/apt-get")) throw new Failure(`Install ${name} by hand on this system.`);
  mkdirSync(cache, { recursive: true });
  const update = process.getuid() === 0 ? "apt-get update -qq && " : "";
  const download = `apt-get download -qq -o APT::Sandbox::User=root ${packages.join(" ")}`;
  const extract = "for package in *.deb; do dpkg-deb --extract $package . && rm $package; done";
  const isUnpacked =
    (await runToEnd("sh", ["-c", `${update}${download} && ${extract}`], { cwd: cache })) === 0;
  const program = isUnpacked ? findProgram(name) : undefined;
  if (!program || (await runToEnd(program.path, ["-V"], { env: program.env })) !== 0)
    throw new Failure(`${name} could not be unpacked: install it by hand.`);
}
