// How long `retent serve` takes from its start to its first answer, beside an empty Express server.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findFreePort } from "@retent/test-support/ports";
import { fromRoot } from "@retent/test-support/tools";
import { median } from "./load.mjs";
import { figure } from "./table.mjs";

const samples = 10;
const maxRatio = 1.4;

export async function benchStart() {
  const folder = mkdtempSync(join(tmpdir(), "retent-bench-"));
  const kinds = {
    "retent serve": (port) => [
      [fromRoot("packages/cli/dist/main.js"), "serve"],
      {
        PORT: port,
        LOG_LEVEL: "silent",
        RETENT_DATABASE_URL: `sqlite:${join(folder, "retent.db")}`,
        RETENTBASE_API_KEY: "rb_key_of_the_benchmark_5Jk2",
        RETENTBASE_SIGNING_SECRET: "a signing secret of the benchmark that is long enough",
        RETENT_IDENTITY_SECRET: "an identity secret of the benchmark that is long enough",
      },
    ],
    "empty Express": (port) => [["--input-type=module", "-e", emptyServer(port)], {}],
  };
  const times = Object.fromEntries(Object.keys(kinds).map((name) => [name, []]));
  // In turns, so that whatever else the machine does meets both; the first of each fills the disk's cache and makes the database.
  for (let sample = 0; sample <= samples; sample += 1) {
    for (const [name, start] of Object.entries(kinds)) {
      const milliseconds = await timeStart(start);
      if (sample > 0) times[name].push(milliseconds);
    }
  }
  rmSync(folder, { recursive: true });
  const [ours, other] = Object.keys(kinds).map((name) => median(times[name]));
  const spread = Object.entries(times).map(
    ([name, all]) => `${name} ${Math.round(Math.min(...all))} to ${Math.round(Math.max(...all))} ms`,
  );
  return [
    figure({
      what: "start to first answer, beside an empty Express",
      ours,
      other,
      unit: "ms",
      atMost: maxRatio,
      note: `${samples} rounds in turns: ${spread.join(", ")}`,
      why: "compiling the command, opening the database, and the libraries that both need",
    }),
  ];
}

async function timeStart(start) {
  const port = String(await findFreePort());
  const [args, env] = start(port);
  const begin = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: fromRoot("."),
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  while (!(await isAnswering(port))) {
    if (child.exitCode !== null) throw new Error("the server did not start");
  }
  const milliseconds = performance.now() - begin;
  child.kill();
  await once(child, "exit");
  return milliseconds;
}

async function isAnswering(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/api/health`)).ok;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return false;
  }
}

function emptyServer(port) {
  const express = pathToFileURL(fromRoot("packages/server/node_modules/express/index.js")).href;
  return `
    import express from ${JSON.stringify(express)};
    express().get("/api/health", (request, response) => response.json({})).listen(${port}, "127.0.0.1");
  `;
}
