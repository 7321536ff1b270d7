/** A connection of which the server has to know who holds it. */
export interface Connection {
  /** Connections with the same text come from one client. */
  client: string;
  /** How many requests are under way. */
  requests: number;
}

/**
 * Which connection makes room for others: one of the client that holds the most, the oldest on which nothing is under way, else the
 * newest.
 *
 * @param connections oldest first
 */
export function chooseToClose<T extends Connection>(connections: readonly T[]): T | undefined {
  const byClient = Object.values(Object.groupBy(connections, ({ client }) => client));
  const [most] = byClient.toSorted((a = [], b = []) => b.length - a.length);
  return most?.find(({ requests }) => requests === 0) ?? most?.at(-1);
}
