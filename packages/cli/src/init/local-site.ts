import type { Framework } from "./project.ts";
import type { Answers } from "./questions.ts";

/** A site on the developer's machine. Its public URL follows from the port that it listens on. */
export interface LocalSite {
  hostname: string;
  /** The port, unless PORT names another. */
  port: string;
  /** Path of the public URL, without a trailing slash. */
  path: string;
}

/** Frameworks whose sites listen where their own code says, which is at PORT by custom. */
const listeners: readonly Framework[] = ["deno", "elysia", "express", "fastify", "hono", "koa", "nest"];

/** The site, if its public URL can be derived from PORT. The other frameworks have their own ways to choose a port. */
export function findLocalSite({
  framework,
  publicUrl,
}: Pick<Answers, "framework" | "publicUrl">): LocalSite | undefined {
  const { protocol, hostname, port, pathname } = new URL(publicUrl);
  const isLocal = protocol === "http:" && (hostname === "localhost" || hostname === "127.0.0.1");
  if (!listeners.includes(framework) || !isLocal || port === "") return undefined;
  return { hostname, port, path: pathname.replace(/\/$/, "") };
}
