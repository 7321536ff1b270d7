import { getRetent } from "../utils/retent";

/** Nitro calls this when the server starts: outcomes reach RetentBase while it runs. */
export default defineNitroPlugin((nitro) => {
  if (import.meta.prerender) return;
  getRetent().start();
  nitro.hooks.hook("close", () => getRetent().stop());
});
