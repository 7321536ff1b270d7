import type { Customer } from "../customer.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Settings } from "../settings.ts";

/** What a route works with. */
export interface RouteContext {
  settings: Settings;
  outbox: Outbox;
  request: Request;
  url: URL;
  /**
   * Who is signed in.
   *
   * @throws {RetentError} `not_identified`
   */
  identify(): Promise<Customer>;
}

export type RouteHandler = (context: RouteContext) => Response | Promise<Response>;

export interface Route {
  GET?: RouteHandler;
  POST?: RouteHandler;
  /** Whether script of the allowed origins may read the answer. */
  cors?: boolean;
}
