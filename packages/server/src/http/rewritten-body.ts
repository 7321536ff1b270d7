const rewritten = new WeakSet<Request>();

/** Remembers that a request's body is not what was sent, but what a middleware before us has understood of it. */
export function markAsRewritten(request: Request): void {
  rewritten.add(request);
}

/** Says whether the body's bytes are other than those that were sent: then no signature fits them. */
export function isRewritten(request: Request): boolean {
  return rewritten.has(request);
}
