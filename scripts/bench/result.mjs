// How many results our server takes on Express, beside raw jose and one durable write for each, or two, as ours needs.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fromRoot } from "@retent/test-support/tools";
import { closeConnections, openConnections, postAll } from "./load.mjs";
import { end, otherCore, serverCore, startPinned } from "./pinned.mjs";
import { inFolder, inTurns, rounds } from "./rounds.mjs";
import { figure } from "./table.mjs";

const posts = 1500;
const flows = (rounds + 1) * posts;
const atOnce = 32;
const token = {
  secret: "a signing secret of the benchmark, long enough",
  issuer: "https://cancel.example",
  audience: "ws_1",
};

export async function benchResult() {
  const messages = await signAll();
  const alone = await inFolder((folder) => compare(folder, messages, false));
  const forwarding = await inFolder((folder) => compare(folder, messages, true));
  const why = "finding the flow, then two commits, the decision's and billing's, where the other has one";
  const line = (measured, writes, what, atLeast) =>
    figure({ what, ours: measured.ours.rate, other: measured[writes].rate, unit: "/s", atLeast, why });
  const more = "the same while outcomes are forwarded on the same core";
  return [
    line(alone, "1", `results a second, ${atOnce} at once, beside jose and one insert`, 0.5),
    line(alone, "2", `results a second, ${atOnce} at once, beside jose and two durable writes`, 0.9),
    line(forwarding, "1", more, 0.5),
    line(forwarding, "2", `${more}, beside two durable writes`, 0.7),
  ];
}

async function compare(folder, messages, isForwarding) {
  const upstream = await startPinned("upstream.mjs", otherCore);
  const apiUrl = `http://127.0.0.1:${upstream.message}`;
  const servers = {};
  for (const way of ["ours", "1", "2"]) {
    const file = join(folder, `${way}.db`);
    const settings = { way, apiUrl, file, flows, isForwarding, ...token };
    servers[way] = await startPinned("result-server.mjs", serverCore, settings);
  }
  const measured = await inTurns(Object.keys(servers), async (way, round) => {
    const connections = await openConnections(servers[way].message, atOnce);
    const { seconds } = await postAll(connections, messages.slice(round * posts, (round + 1) * posts));
    closeConnections(connections);
    return { rate: posts / seconds };
  });
  for (const { child } of [...Object.values(servers), upstream]) await end(child);
  return measured;
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
