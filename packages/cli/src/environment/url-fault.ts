import { isLoopbackHost } from "@retent/retentbase/internal";

/** What is wrong with a URL that we are to use, and how to mend it; undefined where nothing is. */
export function urlFault(value: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    return "is no http(s) URL: write it in full, e.g. https://shop.example/account";
  }
  if (url.username !== "" || url.password !== "") return "holds a user name or password: take them out";
  if (url.protocol === "http:" && !isLoopbackHost(url.hostname)) {
    return "is plain http: use https; plain http is for this machine alone";
  }
  return undefined;
}

/** The same for an origin: a URL with nothing behind host and port. */
export function originFault(value: string): string | undefined {
  const fault = urlFault(value);
  if (fault !== undefined) return fault;
  const { hostname, pathname, search, hash } = new URL(value);
  if (!/^(\[[\da-f:.]+\]|([\w-]+\.)*[\w-]+\.?)$/.test(hostname))
    return "must name each host in full: there are no wildcards, and no empty parts";
  return pathname === "/" && search === "" && hash === ""
    ? undefined
    : "names more than origins: leave out everything behind the host, e.g. https://shop.example";
}

/** The same for the URL that the server is reached at. */
export function publicUrlFault(value: string): string | undefined {
  const fault = urlFault(value);
  if (fault !== undefined) return fault;
  const { pathname, search, hash } = new URL(value);
  if (search !== "" || hash !== "") return 'goes on behind the path: take out the part from "?" or "#" on';
  return pathname.includes("//") ? "has a doubled slash in its path: take one out" : undefined;
}
