/** Keeps the process that `startFreezingHost` runs from being frozen until a promise settles. */
export function waitUntil(work: Promise<unknown>): void;
