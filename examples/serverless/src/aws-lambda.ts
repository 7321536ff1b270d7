import { Hono } from "hono";
import { handle, type LambdaContext, type LambdaEvent } from "hono/aws-lambda";
import { getShop, type Shop } from "./shop.ts";

/** What the timer sends, as template.yaml says. */
interface Turn {
  drain: true;
}

/** How long one turn of the timer works at most, in milliseconds: template.yaml gives the function 30 s. */
const maxMs = 25_000;

/**
 * The account page and the cancel routes by the function's URL, and the timer's turns. The function freezes as soon
 * as it has answered, so what is left to do waits for the timer.
 */
export async function handler(event: LambdaEvent | Turn, context: LambdaContext) {
  const shop = await getShop();
  if ("drain" in event) return shop.retent.drainOnce({ maxMs });
  return handle(withPeer(shop))(event, context);
}

/** AWS says the address that a request comes from beside the request. */
function withPeer({ app }: Shop) {
  return new Hono<{ Bindings: { requestContext?: { http?: { sourceIp?: string } } } }>().all("*", (context) =>
    app.fetch(context.req.raw, { peer: context.env.requestContext?.http?.sourceIp }),
  );
}
