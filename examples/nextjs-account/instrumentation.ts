/** Next.js calls this once when the server starts: outcomes reach RetentBase while it runs. */
export async function register(): Promise<void> {
  // On Vercel no process keeps running: what is left to do is done after a response, and by a timer.
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.VERCEL) return;
  const { getShop } = await import("./lib/shop.ts");
  const { retent } = await getShop();
  retent.start();
}
