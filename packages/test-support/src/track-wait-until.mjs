// Loaded by the program that `startFreezingHost` runs: says when everything has settled that `waitUntil` was given.
const works = new Set();

export function waitUntil(work) {
  const settled = work.catch(() => {}).finally(() => works.delete(settled));
  works.add(settled);
}

process.on("message", async (question) => {
  while (works.size > 0) await Promise.all(works);
  process.send(question);
});

// Where Next.js looks for a host's `waitUntil`, which its `after` needs.
globalThis[Symbol.for("@next/request-context")] = { get: () => ({ waitUntil }) };
