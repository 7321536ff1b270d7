import { getShop } from "../../lib/shop.ts";

/** Every visitor is a new customer here; a real shop would ask for a password. */
export async function POST(): Promise<Response> {
  const { session } = await getShop();
  await session.begin(`user_${crypto.randomUUID()}`);
  return new Response(null, { status: 303, headers: { location: "/" } });
}
