import { createCookieSessionStorage } from "react-router";

const { getSession, commitSession } = createCookieSessionStorage({
  cookie: {
    name: "session",
    httpOnly: true,
    path: "/",
    sameSite: "lax",
    secrets: [process.env.SESSION_SECRET],
  },
});

/** The customer whom the signed cookie names. */
export async function readSession(request) {
  return (await getSession(request.headers.get("cookie"))).get("userId");
}

export async function beginSession(userId) {
  const session = await getSession();
  session.set("userId", userId);
  return commitSession(session);
}
