export interface WorkerOptions {
  /** The module of the Worker. */
  code: string;
  /** The class of its Durable Object, which the Worker knows as `CANCELLATIONS`. Default: it has none. */
  className?: string;
  /** The Worker's variables, by name. */
  variables?: Record<string, string>;
  /** Default: a free one. */
  port?: number;
  /** Where the module and its database are kept. Default: a folder of its own, which `remove` removes. */
  folder?: string;
  /** Called when the process ends without `kill`. Default: nothing. */
  onEnd?: () => void;
}

export interface RunningWorkerd {
  port: number;
  /** The process that runs now. */
  pid(): number | undefined;
  /** Kills the process, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and with the same database. */
  start(): Promise<void>;
  /** Kills it, and removes a folder of its own. */
  remove(): Promise<void>;
}

/** Serves a Worker on workerd, which is the runtime of Cloudflare's Workers. */
export function startWorkerd(options: WorkerOptions): Promise<RunningWorkerd>;
