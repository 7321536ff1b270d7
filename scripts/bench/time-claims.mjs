const claims = 500;

/** Median time of claiming one row and finishing it, in microseconds. */
export async function timeClaims(store) {
  const now = Date.now();
  const query = {
    lane: "retentbase",
    now,
    leasedUntil: now + 30_000,
    horizon: Number.MAX_SAFE_INTEGER,
    limit: 1,
  };
  const times = [];
  for (let index = 0; index < claims; index += 1) {
    const start = performance.now();
    const [row] = await store.claim({ ...query, lease: `bench_${index}` });
    await store.finish(row);
    times.push((performance.now() - start) * 1000);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}
