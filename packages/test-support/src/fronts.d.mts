interface Message {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** Something that passes requests on to a server, over one connection that it keeps for the next request. */
export interface Front {
  /** Sends a request and answers its status and text. */
  send(message: Message): Promise<{ status: number; text: string }>;
  close(): Promise<void>;
}

/**
 * What can stand in front of a port of loopback: a client of our own, and nginx if the machine has one. That it has none is said
 * in one line.
 */
export const fronts: [name: string, open: (port: number) => Promise<Front>][];
