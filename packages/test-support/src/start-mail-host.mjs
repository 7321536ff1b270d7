import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

/** Starts a mail host that takes every mail, unless a test has told it otherwise. */
export async function startMailHost({
  user = "retent",
  password = "correct horse",
  secure = false,
  pickFault = () => undefined,
  now = Date.now,
} = {}) {
  const mails = [];
  const connections = { count: 0 };
  const faults = [];
  /** What goes wrong with a connection's mail, by the connection's id. */
  const picked = new Map();

  function take(stage, { id }) {
    if (faults[0]?.stage === stage) return faults.shift();
    return picked.get(id)?.stage === stage ? picked.get(id) : undefined;
  }

  function refuse({ status, text }) {
    return Object.assign(new Error(text), { responseCode: status });
  }

  const server = new SMTPServer({
    secure,
    disabledCommands: ["STARTTLS"],
    authOptional: user === null,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect(_session, done) {
      connections.count += 1;
      done();
    },
    onAuth(login, session, done) {
      if (login.username === user && login.password === password && !take("login", session))
        return done(null, { user });
      done(refuse({ status: 535, text: `5.7.8 ${login.username} with ${login.password} is refused` }));
    },
    onMailFrom(_address, session, done) {
      picked.set(session.id, pickFault());
      const fault = take("from", session);
      done(fault && refuse(fault));
    },
    onRcptTo({ address }, session, done) {
      const fault = take("to", session);
      done(fault && refuse({ ...fault, text: fault.text.replace("{address}", `<${address}>`) }));
    },
    async onData(stream, session, done) {
      const drop = () => {
        for (const connection of server.connections)
          if (connection.id === session.id) connection._socket.destroy();
      };
      if (take("drop_before_data", session)) return drop();
      // A sender that goes away in the middle has sent no mail (RFC 5321, section 4.1.1.4).
      const raw = await buffer(stream).catch(() => undefined);
      if (!raw) return done();
      const fault = take("data", session);
      if (fault) return done(refuse(fault));
      if (take("silent", session)) return;
      const { from, to } = { from: session.envelope.mailFrom, to: session.envelope.rcptTo };
      mails.push({
        ...(await PostalMime.parse(raw)),
        raw: raw.toString(),
        takenAtMs: now(),
        envelope: { from: from.address, to: to.map(({ address }) => address) },
      });
      if (take("drop_after_data", session)) return drop();
      const slow = take("slow", session);
      if (slow) await wait(slow.ms);
      done();
    },
  });
  // A client that does not trust the certificate, or goes away, ends its connection.
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address();
  const login = user === null ? "" : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`;
  return {
    port,
    url: `${secure ? "smtps" : "smtp"}://${login}127.0.0.1:${port}`,
    mails,
    connections,
    next: (...more) => faults.push(...more),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
