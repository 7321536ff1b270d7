import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { findFreePort } from "@retent/test-support/ports";
import { findProgram } from "@retent/test-support/programs";
import { fromRoot } from "@retent/test-support/tools";
import { DockerfileParser } from "dockerfile-ast";
import { parse as parseToml } from "smol-toml";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { variableNames } from "../src/environment/variables.ts";
import { readEnvironment } from "../src/environment.ts";
import { startChild } from "./child-server.ts";
import { goodEnvironment } from "./test-host.ts";

const run = promisify(execFile);
const read = (path: string) => readFileSync(fromRoot(path), "utf8");

type Values = Record<string, string>;

/** The lines `NAME=value` of a file for variables, or of a unit. */
function readLines(text: string, prefix = ""): Values {
  return Object.fromEntries(
    [...text.matchAll(new RegExp(`^${prefix}([A-Z_]+)=(.*)$`, "gm"))].map(([, name, value]) => [name, value]),
  );
}

const example = readLines(read("deploy/compose/retent.env.example"));
const image = Object.fromEntries(
  DockerfileParser.parse(read("packages/cli/Dockerfile"))
    .getENVs()
    .flatMap((env) => env.getProperties())
    .map((property) => [property.getName(), property.getValue() ?? ""])
    .filter(([name]) => name !== "NODE_ENV"),
) as Values;

const compose = parse(read("deploy/compose/compose.yaml"));
const caddyfile = read("deploy/compose/Caddyfile");
const kubernetes = Object.fromEntries(
  parseAllDocuments(read("deploy/kubernetes.yaml")).map((document) => {
    expect(document.errors).toEqual([]);
    const object = document.toJS();
    return [object.kind, object];
  }),
);
const pod = kubernetes.Deployment.spec.template.spec;
const [container] = pod.containers;
const [render] = parse(read("deploy/render.yaml")).services;
const fly = parseToml(read("deploy/fly.toml")) as unknown as {
  mounts: { destination: string };
  http_service: { internal_port: number; auto_stop_machines: string; checks: { path: string }[] };
};
const renderVariables: Values = Object.fromEntries(
  render.envVars.map(({ key, value = "" }: { key: string; value?: string }) => [key, value]),
);
const railway = JSON.parse(read("deploy/railway.json"));
const unit = read("deploy/retent.service");
const setting = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(unit)?.[1];

interface Deployment {
  file: string;
  /** What the server's process gets, by what the file says; empty where the operator fills in a value. */
  variables: Values;
  /** The folder that outlives a deployment. */
  folder: string | undefined;
  /** Where the platform looks whether the server is up. */
  healthPaths: string[];
  /** Where the platform connects to. */
  ports: number[];
}

const deployments: Deployment[] = [
  {
    file: "deploy/compose/compose.yaml",
    variables: { ...image, ...example, ...compose.services.retent.environment },
    folder: compose.services.retent.volumes[0].split(":")[1],
    healthPaths: [],
    ports: [...caddyfile.matchAll(/reverse_proxy retent:(\d+)/g)].map(([, port]) => Number(port)),
  },
  {
    file: "deploy/kubernetes.yaml",
    variables: { ...image, ...example },
    folder: container.volumeMounts.find(({ name }: { name: string }) => name === "data").mountPath,
    healthPaths: [container.startupProbe, container.readinessProbe, container.livenessProbe].map(
      ({ httpGet }) => httpGet.path,
    ),
    ports: [container.ports[0].containerPort],
  },
  {
    file: "deploy/retent.service",
    variables: { ...readLines(unit, "Environment="), ...example },
    folder: `/var/lib/${setting("StateDirectory")}`,
    healthPaths: [],
    ports: [],
  },
  {
    file: "deploy/render.yaml",
    variables: { ...image, ...renderVariables },
    folder: render.disk.mountPath,
    healthPaths: [render.healthCheckPath],
    ports: [],
  },
  {
    file: "deploy/fly.toml",
    variables: { ...image, ...example },
    folder: fly.mounts.destination,
    healthPaths: fly.http_service.checks.map(({ path }) => path),
    ports: [fly.http_service.internal_port],
  },
  {
    file: "deploy/railway.json",
    variables: { ...image, ...example },
    // Its volume is made by a command, not by the file.
    folder: /railway volume add --mount-path (\S+)/.exec(read("docs/hosting.md"))?.[1],
    healthPaths: [railway.deploy.healthcheckPath],
    ports: [],
  },
];

const ownValues: Values = {
  ...goodEnvironment,
  RETENT_PUBLIC_URL: "https://retent.shop.example",
  RETENT_SITE_ORIGINS: "https://shop.example",
  RETENT_IDENTITY_JWKS_URL: "https://sign-in.shop.example/jwks.json",
};

/** The variables with a value of these tests for each that the operator fills in. */
function fillIn(variables: Values): Values {
  const fill = ([name, value]: [string, string]) => [name, value === "" ? (ownValues[name] ?? "") : value];
  return Object.fromEntries(Object.entries(variables).map(fill));
}

const folder = mkdtempSync(join(tmpdir(), "retent-deploy-"));

afterAll(() => rmSync(folder, { recursive: true }));

test.each(deployments)("$file sets variables that the command knows", ({ variables }) => {
  expect(Object.keys(variables).filter((name) => !(variableNames as string[]).includes(name))).toEqual([]);
});

test.each(deployments)("$file has all variables that the command needs, in production too", (deployment) => {
  for (const environment of ["sandbox", "prod"]) {
    const env = { ...fillIn(deployment.variables), RETENTBASE_ENVIRONMENT: environment };
    expect(readEnvironment(env).warnings).toEqual([]);
  }
});

test.each(deployments)("$file says that a proxy is in front", ({ variables }) => {
  expect(Number(variables.RETENT_TRUST_PROXY)).toBeGreaterThan(0);
});

test.each(deployments)("$file keeps the database in the folder that outlives it", (deployment) => {
  const { database } = readEnvironment(fillIn(deployment.variables));
  expect(dirname(database.url.replace(/^sqlite:/, ""))).toBe(deployment.folder);
});

test.each(deployments)("$file connects to the port that the server listens on", ({ variables, ports }) => {
  const { port } = readEnvironment(fillIn(variables));
  for (const each of ports) expect(each).toBe(port);
});

test.each(deployments)("$file names a version of each image", ({ file }) => {
  for (const [, name = ""] of read(file).matchAll(/\bimage: (?:\$\{IMAGE:-)?([^\s}]+)/g)) {
    expect(name).toMatch(/^[a-z]+:\d[\d.]*$/);
  }
});

test("the image has the version of the command", () => {
  const { version } = JSON.parse(read("packages/cli/package.json"));
  expect([compose.services.retent.image, container.image]).toEqual([
    `\${IMAGE:-retent:${version}}`,
    `retent:${version}`,
  ]);
});

test("a server with these variables is healthy where each platform looks", async () => {
  const env = {
    ...fillIn({ ...image, ...example }),
    RETENT_DATABASE_URL: `sqlite:${join(folder, "retent.db")}`,
    HOST: "127.0.0.1",
    PORT: String(await findFreePort()),
  };
  const child = startChild(["serve"], env);
  onTestFinished(async () => {
    child.process.kill();
    await child.exited;
  });
  await child.printed('"listening"');
  const paths = new Set(deployments.flatMap(({ healthPaths }) => healthPaths));
  expect(paths.size).toBeGreaterThan(0);
  for (const path of paths) {
    expect((await fetch(`http://127.0.0.1:${env.PORT}${path}`)).status).toBe(200);
  }
});

test("a value that was not filled in is named at the start", () => {
  const left = Object.keys(example).filter((name) => example[name] === "");
  expect(() => readEnvironment(example)).toThrow(left[0]);
  expect(left).toContain("RETENTBASE_API_KEY");
});

test("compose builds the image and shows nothing but the proxy to the outside", () => {
  const { build, ports } = compose.services.retent;
  const context = join(fromRoot("deploy/compose"), build.context);
  expect(existsSync(join(context, build.dockerfile))).toBe(true);
  expect(existsSync(join(context, "pnpm-workspace.yaml"))).toBe(true);
  expect(ports).toBeUndefined();
  expect(compose.services.caddy.ports).toEqual(["80:80", "443:443", "443:443/udp"]);
});

test("the container of compose may neither write outside its volumes nor gain rights", () => {
  expect(compose.services.retent).toMatchObject({
    read_only: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
  });
});

test("platforms that build the image find its Dockerfile, and no instruction that they refuse", () => {
  for (const path of [render.dockerfilePath, railway.build.dockerfilePath]) {
    // Railway refuses VOLUME.
    expect(read(path)).not.toMatch(/^VOLUME/m);
  }
});

test("Render asks for the same variables as the example", () => {
  expect(renderVariables).toEqual(example);
});

test("Fly.io does not stop the server while outcomes wait", () => {
  expect(fly.http_service.auto_stop_machines).toBe("off");
});

test("the pod may neither write outside its volumes nor gain rights", () => {
  expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, fsGroup: pod.securityContext.runAsGroup });
  expect(container.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
});

test("never do two pods open the same file", () => {
  expect(kubernetes.Deployment.spec).toMatchObject({ replicas: 1, strategy: { type: "Recreate" } });
});

test("the pod gets no variable from its Service, which the command would refuse", () => {
  const name = `${kubernetes.Service.metadata.name.toUpperCase()}_PORT`;
  expect(() => readEnvironment({ ...fillIn(example), [name]: "tcp://10.0.0.1:80" })).toThrow(name);
  expect(pod.enableServiceLinks).toBe(false);
});

test("the Service reaches the pod, and its claim and its Secret are named alike", () => {
  const { selector, ports } = kubernetes.Service.spec;
  expect(kubernetes.Deployment.spec.template.metadata.labels).toMatchObject(selector);
  expect(kubernetes.Deployment.spec.selector.matchLabels).toEqual(selector);
  expect(ports[0].targetPort).toBe(container.ports[0].name);
  expect(pod.volumes[0].persistentVolumeClaim.claimName).toBe(kubernetes.PersistentVolumeClaim.metadata.name);
  expect(container.envFrom).toEqual([{ secretRef: { name: "retent" } }]);
});

test("systemd waits longer than the server needs to finish", () => {
  expect(Number(setting("TimeoutStopSec"))).toBeGreaterThan(10);
  expect(setting("WorkingDirectory")).toBe(`/var/lib/${setting("StateDirectory")}`);
});

const analyze = "/usr/bin/systemd-analyze";

if (existsSync(analyze)) {
  test("systemd takes the unit, and finds it well protected", async () => {
    const file = join(folder, "retent.service");
    writeFileSync(file, unit.replace("/usr/bin/node", process.execPath));
    const { stderr } = await run(analyze, ["verify", file]);
    expect(stderr).toBe("");
    // It fails above the threshold, in tenths of a scale from 0 (protected) to 10.
    await run(analyze, ["security", "--offline=true", "--threshold=20", file]);
  });
} else console.log("There is no systemd: the unit is only read.");

const caddy = findProgram("caddy");

if (caddy) {
  test("Caddy takes its file and passes everything on to the server", async () => {
    const args = ["adapt", "--config", fromRoot("deploy/compose/Caddyfile")];
    const { stdout } = await run(caddy.path, args, { env: { ...caddy.env, HOME: folder } });
    expect(stdout).toContain('"dial":"retent:8787"');
  });
} else console.log("There is no Caddy: its file is only read. `npm run programs` gets one.");
