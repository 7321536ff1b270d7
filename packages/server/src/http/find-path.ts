interface Mount {
  /** Path of the public URL, without a slash at its end. */
  basePath: string;
  /** Where the host says that the handler sees its requests. */
  mountPath?: string | undefined;
}

/**
 * Finds a request's path below the place where the handler is mounted, without a slash at its end; empty for
 * a request that is not below it. The host may have taken its own prefix away (a stripping proxy, Next.js'
 * `basePath`): then the path begins with the end of the public one.
 */
export function createPathFinder({ basePath, mountPath }: Mount): (pathname: string) => string {
  const mounts = mountPath === undefined ? listEndings(basePath) : [mountPath.replace(/\/$/, ""), basePath];
  return (pathname) => {
    const [mount] = mounts
      .filter((path) => pathname.startsWith(`${path}/`))
      .toSorted((a, b) => b.length - a.length);
    return mount === undefined ? "" : pathname.slice(mount.length).replace(/\/$/, "");
  };
}

/** `/shop/api` and `/api` of `/shop/api`. A path of which nothing is left could be any other. */
function listEndings(path: string): string[] {
  const next = path.indexOf("/", 1);
  return next === -1 ? [path] : [path, ...listEndings(path.slice(next))];
}
