/** A port of loopback that nobody listens on just now. */
export function findFreePort(): Promise<number>;
