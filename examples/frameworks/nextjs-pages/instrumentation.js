/** Next.js calls this when the server starts: outcomes reach RetentBase while it runs. */
export async function register() {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { getRetent } = await import("./lib/retent.js");
    getRetent().start();
  }
}
