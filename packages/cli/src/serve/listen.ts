import { once } from "node:events";
import type { Server } from "node:http";
import { CommandError } from "../command-error.ts";

/**
 * Makes a server listen.
 *
 * @throws {CommandError} that says why it can't
 */
export async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen(port, host.replace(/^\[|\]$/g, ""));
  try {
    await once(server, "listening");
  } catch (error) {
    throw new CommandError("not_listening", describe(error, port), { cause: error });
  }
}

function describe(error: unknown, port: number): string {
  const code = error instanceof Error && "code" in error ? error.code : "unknown error";
  if (code === "EADDRINUSE")
    return `port ${port} is in use: if this server is running already, press Ctrl-C in its window; else stop the process that uses the port, or set PORT to another one`;
  if (code === "EACCES")
    return `port ${port} needs more permissions than this process has: set PORT to a port above 1023`;
  return `can't listen on port ${port} (${code}): check HOST and PORT`;
}
