// What a careful merchant would write by hand, without us: the servers that ours is measured beside.
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { DatabaseSync } from "node:sqlite";

/** As our own store: every commit is on disk before it returns. */
function openDatabase(file, tables) {
  const database = new DatabaseSync(file);
  database.exec(`pragma journal_mode = wal; pragma synchronous = full; ${tables}`);
  return database;
}

/** The snippet of RetentBase's docs. */
export function createSnippet(settings) {
  return async (request, response) => {
    const link = await requestLink(request, response, settings);
    if (link) response.json({ url: link.url });
  };
}

/** The same, with the flow on disk before its link is given out, and bound to the browser by a random cookie. */
export function createSafeSnippet({ file, ...settings }) {
  const database = openDatabase(
    file,
    "create table flows (id text primary key, user_id text not null, session_id text not null, binding_hash text not null, expires_at integer not null, created_at integer not null) strict",
  );
  const insert = database.prepare("insert into flows values (?, ?, ?, ?, ?, ?)");
  return async (request, response) => {
    const link = await requestLink(request, response, settings);
    if (!link) return;
    const id = crypto.randomUUID();
    const binding = randomBytes(32).toString("base64url");
    const hash = createHash("sha256").update(binding).digest("base64url");
    insert.run(id, request.session.userId, link.session_id, hash, Date.parse(link.expires_at), Date.now());
    response.cookie(`flow_${id}`, binding, { httpOnly: true, sameSite: "lax", maxAge: 86_400_000 });
    response.json({ url: link.url });
  };
}

async function requestLink(request, response, { apiUrl, apiKey, returnUrl }) {
  const { userId } = request.session;
  if (!userId) return void response.status(401).json({ error: "Sign in first." });
  const answer = await fetch(`${apiUrl}/api/v1/cancel-link`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ userId, returnUrl, environment: "sandbox" }),
  });
  if (answer.ok) return answer.json();
  return void response.status(502).json({ error: "No link can be made just now." });
}

/**
 * Takes result tokens with jose, and one durable write for each, or two: the decision before billing acts on it,
 * and how billing settled it.
 */
export async function createResultHandler({ file, secret, issuer, audience, writes, jwtVerify }) {
  const database = openDatabase(
    file,
    "create table results (id text primary key, user_id text not null, outcome text not null, taken_at integer not null, settled_at integer) strict",
  );
  const insert = database.prepare("insert into results values (?, ?, ?, ?, null)");
  const settle = database.prepare("update results set settled_at = ? where id = ?");
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", Buffer.from(secret), hmac, false, ["verify"]);
  return async (request, response) => {
    const options = { algorithms: ["HS256"], issuer, audience };
    const { payload } = await jwtVerify(request.body.token, key, options);
    insert.run(payload.jti, payload.sub, payload.outcome, Date.now());
    if (writes === 2) settle.run(Date.now(), payload.jti);
    response.json({ status: "settled", outcome: payload.outcome });
  };
}

/** A webhook on node:http that checks Stripe's signature and inserts the event, and nothing else. */
export async function createWebhook({ database, secret, connect }) {
  const insert = database.startsWith("postgres:")
    ? await prepareOnPostgres(await connect(database))
    : prepareOnSqlite(database);
  return (request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", async () => {
      const body = Buffer.concat(chunks);
      if (!isSigned(body, request.headers["stripe-signature"], secret)) return response.writeHead(400).end();
      const { id, type, data } = JSON.parse(body);
      await insert([id, type, data.object.customer, Date.now()]);
      response.setHeader("content-type", "application/json").end('{"received":true}');
    });
  };
}

const events =
  "create table events (id text primary key, type text not null, customer text not null, received_at bigint not null)";

function prepareOnSqlite(file) {
  const insert = openDatabase(file, events.replace("bigint", "integer")).prepare(
    "insert into events values (?, ?, ?, ?)",
  );
  return (values) => insert.run(...values);
}

async function prepareOnPostgres(pool) {
  await pool.query(events);
  return (values) =>
    pool.query({ name: "insert", text: "insert into events values ($1, $2, $3, $4)", values });
}

function isSigned(body, header, secret) {
  const { t, v1 } = Object.fromEntries(header.split(",").map((part) => part.split("=", 2)));
  const expected = createHmac("sha256", secret).update(`${t}.`).update(body).digest();
  const given = Buffer.from(v1, "hex");
  const isRight = given.length === expected.length && timingSafeEqual(given, expected);
  return isRight && Math.abs(Date.now() / 1000 - Number(t)) <= 300;
}
