// A customer who never gives up: every request is sent again until the server, which is killed now and then, answers it.
import { insist } from "./insist.mjs";

/** Goes through one flow and answers which event it was and what was decided last. */
export async function goThrough({ number, publicUrl, emulator, isPlain, changesMind, outcome }) {
  const user = `user_chaos_${number}`;
  const link = await post(
    publicUrl,
    "/cancel-link",
    { mode: isPlain ? "direct" : "redirect" },
    { "x-user": user },
  );
  const { eventId, url } = JSON.parse(link.text);
  const cookie = link.headers
    .getSetCookie()
    .map((value) => value.split(";")[0])
    .join("; ");
  const headers = { "x-user": user, cookie };
  if (url.includes("/cancel?event=")) {
    await post(publicUrl, "/cancel", `event=${eventId}`, {
      ...headers,
      "content-type": "application/x-www-form-urlencoded",
    });
    return { eventId, outcome: "churned", revisions: 1 };
  }
  const session = emulator.state().sessions.find((candidate) => candidate.eventId === eventId);
  const token = (decided, secondsLater) => {
    const iat = Math.floor(Date.now() / 1000) - 60 + secondsLater;
    const claims = {
      sub: user,
      session_id: session.sessionId,
      event_id: eventId,
      outcome: decided,
      environment: "sandbox",
    };
    return emulator.signResultToken({
      ...claims,
      iss: emulator.url,
      jti: `${eventId}_${secondsLater}`,
      iat,
      exp: iat + 3600,
    });
  };
  await finishHostedPage(url);
  const first = await token(outcome, 0);
  await post(publicUrl, "/result", { token: first }, headers);
  if (!changesMind) return { eventId, outcome, revisions: 1 };
  const other = outcome === "churned" ? "recovered" : "churned";
  await post(publicUrl, "/result", { token: await token(other, 30) }, headers);
  // The older one once more: it must change nothing.
  await post(publicUrl, "/result", { token: first }, headers);
  return { eventId, outcome: other, revisions: 2 };
}

/** The event exists at RetentBase once the customer has been through the hosted page. */
async function finishHostedPage(url) {
  const submit = (path, fields) =>
    fetch(path, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  await submit(url, { reason: "other" });
  const end = await submit(`${url}/confirm`, {});
  if (end.status !== 303) throw new Error(`the hosted page answered ${end.status}`);
}

function post(publicUrl, path, body, headers) {
  const isForm = typeof body === "string";
  return insist(`${publicUrl}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: isForm ? body : JSON.stringify(body),
  });
}
