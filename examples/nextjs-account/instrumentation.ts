/** Next.js calls this once when the server starts: outcomes reach RetentBase while it runs. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { getShop } = await import("./lib/shop.ts");
  getShop().retent.start();
}
