/** A connection and the client that holds it. */
export interface Connection {
  /** Connections with the same text come from the same client. */
  client: string;
  /** Number of open requests. */
  requests: number;
}

/**
 * Chooses the connection that is closed to make room for others: of the client that holds the most, the
 * oldest without an open request, else the newest.
 *
 * @param connections oldest first
 */
export function chooseToClose<T extends Connection>(connections: readonly T[]): T | undefined {
  const byClient = Object.values(Object.groupBy(connections, ({ client }) => client));
  const [most] = byClient.toSorted((a = [], b = []) => b.length - a.length);
  return most?.find(({ requests }) => requests === 0) ?? most?.at(-1);
}
