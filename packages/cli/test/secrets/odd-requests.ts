import { once } from "node:events";
import { connect } from "node:net";

/** Requests that our pages never send, with a token in every place that it can be put by mistake. */
export function oddRequests(token: string): [path: string, init: RequestInit][] {
  const bodies = [
    "",
    "null",
    "[]",
    `"${token}"`,
    `{"token":"${token}`,
    `{"token":["${token}"],"identity":{"a":"${token}"}}`,
    `{"token":"${token}x","returnTo":"https://user:${token}@evil.example/#${token}"}`,
    `{"__proto__":{"token":"${token}"},"identity":"${token}"}`,
    `${"[".repeat(100)}"${token}"`,
    `{"token":"${token.repeat(100)}"}`,
    `{"token":"${"a".repeat(70_000)}${token}"}`,
    `token=${token}&identity=${token}&event=${token}`,
    "\0\ud800\u2028",
  ];
  const types = ["application/json", "application/x-www-form-urlencoded", "text/plain", token];
  const routes = ["/cancel-link", "/result", "/cancel", "/return", "/stripe/webhook", "/admin", "/nothing"];
  return [
    ...routes.flatMap((path) =>
      types.flatMap((type) =>
        bodies.map((body): [string, RequestInit] => [
          `${path}?ci_result_token=${token}&identity=${token}`,
          { method: "POST", body, headers: { "content-type": type } },
        ]),
      ),
    ),
    ...["GET", "HEAD", "PUT", "DELETE", "OPTIONS"].flatMap((method): [string, RequestInit][] => [
      [`/return?ci_result_token=${token}`, { method }],
      [`/result/${token}`, { method }],
      [`/cancel?event=${token}`, { method }],
      [`/health?deep=1&token=${token}`, { method, headers: { authorization: `Bearer ${token}` } }],
      [`/admin?event=${token}`, { method, headers: { authorization: `Basic ${btoa(`:${token}`)}` } }],
      [`/../${token}/%2e%2e/${token}`, { method }],
    ]),
  ];
}

/** Bytes that are no HTTP request. */
export async function sendRaw(base: string, text: string): Promise<void> {
  const socket = connect(Number(new URL(base).port), "127.0.0.1");
  socket.on("error", () => {});
  socket.end(text);
  socket.resume();
  await once(socket, "close");
}
