/** A driver that listens on this port of loopback until it is stopped. */
export interface WebKitDriver {
  port: number;
  stop(): void;
}

export function startWebKitDriver(): Promise<WebKitDriver>;
