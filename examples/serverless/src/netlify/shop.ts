import { getShop } from "../shop.ts";

/** What Netlify knows of a request (https://docs.netlify.com/functions/api). */
interface Context {
  ip: string;
  waitUntil(work: Promise<unknown>): void;
}

/** The account page and the cancel routes. */
export default async function handle(request: Request, context: Context): Promise<Response> {
  const { app } = await getShop();
  return app.fetch(request, { peer: context.ip, waitUntil: (work) => context.waitUntil(work) });
}

export const config = { path: "/*" };
