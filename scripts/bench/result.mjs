// How many results our server takes on Express, beside raw jose and one durable insert.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fromRoot } from "@retent/test-support/tools";
import { closeConnections, median, openConnections, postAll } from "./load.mjs";
import { besideServers, end, otherCore, serverCore, startPinned } from "./pinned.mjs";
import { figure } from "./table.mjs";

const ways = ["ours", "bare"];
const rounds = 4;
const posts = 2000;
const flows = (rounds + 1) * posts;
const atOnce = 32;
const minThroughput = 0.5;
const token = {
  secret: "a signing secret of the benchmark, long enough",
  issuer: "https://cancel.example",
  audience: "ws_1",
};

export async function benchResult() {
  const messages = await signAll();
  const alone = await compare(messages, false);
  const forwarding = await compare(messages, true);
  const why = "finding the flow, then two commits, the decision's and billing's, where the other has one";
  const line = ({ ours, bare }, what) =>
    figure({ what, ours, other: bare, unit: "/s", atLeast: minThroughput, why });
  return [
    line(alone, `results a second, ${atOnce} at once, beside jose and one insert`),
    line(forwarding, "the same while outcomes are forwarded on the same core"),
  ];
}

/** Medians of the rounds, a second. */
async function compare(messages, isForwarding) {
  const folder = mkdtempSync(join(tmpdir(), "retent-bench-"));
  const upstream = await startPinned("upstream.mjs", otherCore);
  const apiUrl = `http://127.0.0.1:${upstream.message}`;
  const servers = {};
  for (const way of ways) {
    const file = join(folder, `${way}.db`);
    const settings = { way, apiUrl, file, flows, isForwarding, ...token };
    servers[way] = await startPinned("result-server.mjs", serverCore, settings);
  }
  const figures = await besideServers(() => measure(servers, messages));
  for (const { child } of [...Object.values(servers), upstream]) await end(child);
  rmSync(folder, { recursive: true });
  return figures;
}

/** In turns, so that whatever else the machine does meets both; the first round warms everything up. */
async function measure(servers, messages) {
  const rates = { ours: [], bare: [] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
      const connections = await openConnections(servers[way].message, atOnce);
      const { seconds } = await postAll(connections, messages.slice(round * posts, (round + 1) * posts));
      closeConnections(connections);
      if (round > 0) rates[way].push(posts / seconds);
    }
  }
  return { ours: median(rates.ours), bare: median(rates.bare) };
}

/** A token of its own for every flow, with the cookie of the browser that started it, before any clock runs. */
async function signAll() {
  const jose = createRequire(fromRoot("packages/retentbase/package.json")).resolve("jose");
  const { SignJWT } = await import(pathToFileURL(jose).href);
  const key = new TextEncoder().encode(token.secret);
  const sign = (index) =>
    new SignJWT({
      session_id: `cs_${index}`,
      event_id: `ev_${index}`,
      environment: "sandbox",
      outcome: "churned",
      reason_key: "too_expensive",
    })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer(token.issuer)
      .setAudience(token.audience)
      .setSubject(`user_${index}`)
      .setJti(`rt_${index}`)
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(key);
  return Promise.all(
    Array.from({ length: flows }, async (_, index) => ({
      path: "/api/retent/result",
      headers: { cookie: `retent_flow_ev_${index}=binding_${index}` },
      body: JSON.stringify({ token: await sign(index) }),
    })),
  );
}
