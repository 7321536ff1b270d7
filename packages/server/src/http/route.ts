import type { App } from "../app.ts";
import type { Bytes } from "../billing/billing.ts";
import type { Lanes } from "../cancellation/lanes/lanes.ts";
import type { Customer } from "../customer.ts";
import type { Preset } from "../law-preset.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Page } from "../pages/layout.ts";
import type { Wording } from "../pages/wording.ts";
import type { WordingField } from "./choose-wording.ts";
import type { Body, BodyKind } from "./request-body.ts";

/** What the host app knows about the sender of a request. */
export interface HostChecks {
  /** Who is signed in, as the option `identify` says. */
  identify(): Promise<Customer | null>;
  /** Whether it is the operator, as the option `isOperator` says; undefined if it is left out. */
  isOperator: (() => Promise<boolean>) | undefined;
}

/** What a route works with. */
export interface RouteContext {
  app: App;
  lanes: Lanes;
  /** Works off what is due in the outbox. */
  drain: Outbox["drainOnce"];
  request: Request;
  url: URL;
  /** The route's path below the base path, e.g. `/cancel-link`. */
  path: string;
  /**
   * What limits by address count the request under; undefined if the host doesn't say where it comes from.
   */
  addressKey: string | undefined;
  host: HostChecks;
  /**
   * Reads the named fields of the body, and with them `lang` and `preset`, which say how a page is to speak.
   * Works once.
   *
   * @throws {RetentError} `unsupported_media_type`, `too_large`, `invalid_request`
   */
  readBody<Name extends string>(
    accepts: BodyKind[],
    names: readonly Name[],
  ): Promise<Body<Name | WordingField>>;
  /**
   * Reads the body as it was sent, up to so many bytes, instead.
   *
   * @throws {RetentError} `unsupported_media_type`, `too_large`, `invalid_request`
   */
  readBytes(maxBytes: number): Promise<Bytes>;
  /** Reports a fault in how the server is set up, once. */
  warnOnce(message: string): void;
  /**
   * How a page is to speak, by what was read of the request so far; in the words of this preset, or of the
   * one that it asks for.
   */
  wording(preset?: Preset): Promise<Wording>;
}

type RouteHandler = (context: RouteContext) => Response | Promise<Response>;

export interface Route {
  GET?: RouteHandler;
  POST?: RouteHandler;
  /** Whether script of the allowed origins may read the answer. */
  cors?: boolean;
  /** Whether posts come from a machine that we know by its signature, and in any number. */
  isSigned?: boolean;
  /** What people see instead of the general page if the answer is `not_found`. */
  notFoundPage?(context: RouteContext): Promise<Page>;
}
