import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

/** Starts a mail host that takes every mail, unless a test has told it otherwise. */
export async function startMailHost({ user = "retent", password = "correct horse", secure = false } = {}) {
  const mails = [];
  const connections = { count: 0 };
  const faults = [];
  const take = (stage) => (faults[0]?.stage === stage ? faults.shift() : undefined);

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
    onAuth(login, _session, done) {
      if (login.username === user && login.password === password && !take("login"))
        return done(null, { user });
      done(refuse({ status: 535, text: `5.7.8 ${login.username} with ${login.password} is refused` }));
    },
    onMailFrom(_address, _session, done) {
      const fault = take("from");
      done(fault && refuse(fault));
    },
    onRcptTo({ address }, _session, done) {
      const fault = take("to");
      done(fault && refuse({ ...fault, text: fault.text.replace("{address}", `<${address}>`) }));
    },
    async onData(stream, session, done) {
      const drop = () => {
        for (const connection of server.connections)
          if (connection.id === session.id) connection._socket.destroy();
      };
      if (take("drop_before_data")) return drop();
      const raw = await buffer(stream);
      const fault = take("data");
      if (fault) return done(refuse(fault));
      if (take("silent")) return;
      const { from, to } = { from: session.envelope.mailFrom, to: session.envelope.rcptTo };
      mails.push({
        ...(await PostalMime.parse(raw)),
        raw: raw.toString(),
        envelope: { from: from.address, to: to.map(({ address }) => address) },
      });
      if (take("drop_after_data")) return drop();
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
