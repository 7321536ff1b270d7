import { isLoopbackHost } from "@retent/retentbase/internal";
import { isAppUrl } from "@retent/server/internal";
import type { Problem } from "./configuration-error.ts";

/** Finds out what keeps a URL from being used. */
export function findUrlProblem(value: string): Problem | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    return { message: "must be an absolute http(s) URL, e.g. https://shop.example/account" };
  }
  if (url.username !== "" || url.password !== "") {
    return { message: "holds a user name or password", remedy: "remove them" };
  }
  if (url.protocol === "http:" && !isLoopbackHost(url.hostname)) {
    return { message: "is plain http", remedy: "use https; plain http is for this machine only" };
  }
  return undefined;
}

/** Finds out what keeps a URL from being an origin, which ends after host and port. */
export function findOriginProblem(value: string): Problem | undefined {
  const isApp = URL.canParse(value) && isAppUrl(new URL(value));
  const problem = isApp ? undefined : findUrlProblem(value);
  if (problem) return problem;
  const { hostname, pathname, search, hash } = new URL(value);
  if (!/^(\[[\da-f:.]+\]|([\w-]+\.)*[\w-]+\.?)$/.test(hostname)) {
    return { message: "must name each host in full", remedy: "wildcards and empty parts are not allowed" };
  }
  // The path of an app's URL is empty if there is none.
  if ((pathname === "/" || (isApp && pathname === "")) && search === "" && hash === "") return undefined;
  return {
    message: "must hold origins only",
    remedy: "remove everything after the host, e.g. https://shop.example",
  };
}

/** Finds out what keeps a URL from being the one that the server is reached at. */
export function findPublicUrlProblem(value: string): Problem | undefined {
  const problem = findUrlProblem(value);
  if (problem) return problem;
  const { pathname, search, hash } = new URL(value);
  if (search !== "" || hash !== "") return { message: "must not have a query or fragment" };
  if (pathname.includes("//")) return { message: "has a doubled slash in its path", remedy: "remove one" };
  return undefined;
}
