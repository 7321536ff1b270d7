/** A program that tests put around the server, and the environment that it needs. */
export interface Program {
  path: string;
  env: NodeJS.ProcessEnv;
}

/** The system's program, else the one that `npm run programs` unpacked; undefined if there is none. */
export function findProgram(name: "nginx" | "pgbouncer" | "caddy"): Program | undefined;
