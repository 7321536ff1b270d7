/** A port of loopback that is free right now. */
export function findFreePort(): Promise<number>;
