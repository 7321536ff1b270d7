import { createHash } from "node:crypto";
import type {
  CancelLinkRequest,
  CancellationRequest,
  CancellationUpdate,
  Environment,
  Offer,
  Outcome,
} from "@retent/retentbase";
import { cancellationRequestSchema } from "@retent/retentbase/internal";
import type { EventRecord, SessionRecord, SessionStatus, StoredSession } from "./records.ts";
import { readStateFile, writeStateFile } from "./state-file.ts";

export interface WorkspaceOptions {
  stateFile: string | undefined;
  linkLifetimeSeconds: number;
  now: () => number;
  newId: () => string;
  /** Called after every change. */
  onChange: () => void;
}

/** What RetentBase remembers: sessions and events, in memory and, where wanted, in a file. */
export type Workspace = ReturnType<typeof createWorkspace>;

/** @throws {Error} one line, when the state file can't be read or written */
export function createWorkspace(options: WorkspaceOptions) {
  const sessions = new Map<string, StoredSession>();
  const events = new Map<string, EventRecord>();
  const present = () => new Date(options.now()).toISOString();

  if (options.stateFile !== undefined) {
    const state = readStateFile(options.stateFile);
    for (const session of state.sessions) sessions.set(session.sessionId, session);
    for (const event of state.events) events.set(eventKey(event.eventId, event.environment), event);
    save();
  }

  function save(): void {
    if (options.stateFile === undefined) return;
    writeStateFile(options.stateFile, { sessions: [...sessions.values()], events: [...events.values()] });
  }

  function changed(): void {
    save();
    options.onChange();
  }

  function getStatus(session: SessionRecord): SessionStatus {
    if (session.completedAt !== null) return "completed";
    return Date.parse(session.expiresAt) <= options.now() ? "expired" : "open";
  }

  return {
    /** Opens a session; the token is the secret part of its link and is kept as a hash only. */
    openSession(
      request: CancelLinkRequest & { environment: Environment; returnUrl: string },
      origin: string,
    ): { session: StoredSession; token: string } {
      const token = options.newId();
      const session: StoredSession = {
        sessionId: `cs_${options.newId()}`,
        userId: request.userId,
        environment: request.environment,
        returnUrl: request.returnUrl,
        eventId: getEventId(request) ?? `evt_${options.newId()}`,
        context: request.context ?? null,
        metadata: request.metadata ?? null,
        createdAt: present(),
        expiresAt: new Date(options.now() + options.linkLifetimeSeconds * 1000).toISOString(),
        reasonKey: null,
        reasonText: null,
        offer: null,
        outcome: null,
        completedAt: null,
        linkHash: hash(token),
        origin,
      };
      sessions.set(session.sessionId, session);
      changed();
      return { session, token };
    },

    findSession: (sessionId: string) => sessions.get(sessionId),

    findSessionByToken(token: string): StoredSession | undefined {
      const linkHash = hash(token);
      return [...sessions.values()].find((session) => session.linkHash === linkHash);
    },

    getStatus,

    /** Notes the customer's reason; what was answered to an earlier reason's offer no longer counts. */
    answerReason(session: SessionRecord, reasonKey: string, reasonText: string | null): void {
      if (session.reasonKey !== reasonKey) session.offer = null;
      session.reasonKey = reasonKey;
      session.reasonText = reasonText;
      changed();
    },

    answerOffer(session: SessionRecord, offer: Offer): void {
      session.offer = offer;
      changed();
    },

    /** The customer has finished: from now on there is an event, and billing has yet to decide. */
    finish(session: SessionRecord, outcome: Outcome): void {
      session.outcome = outcome;
      session.completedAt = present();
      const key = eventKey(session.eventId, session.environment);
      const earlier = events.get(key);
      events.set(key, {
        eventId: session.eventId,
        environment: session.environment,
        userId: session.userId,
        source: "hosted",
        sessionId: session.sessionId,
        reasonKey: session.reasonKey ?? "not_asked",
        reasonText: session.reasonText,
        offer: session.offer,
        context: session.context,
        metadata: session.metadata,
        occurredAt: session.completedAt,
        decision: outcome,
        outcome: earlier?.outcome ?? null,
        effectiveAt: earlier?.effectiveAt ?? null,
        updates: earlier?.updates ?? [],
      });
      changed();
    },

    findEvent: (eventId: string, environment: Environment) => events.get(eventKey(eventId, environment)),

    /** Records an event of the custom API; one that exists already stays as it is. */
    recordEvent(request: CancellationRequest & { environment: Environment }): EventRecord {
      const key = eventKey(request.eventId, request.environment);
      const earlier = events.get(key);
      if (earlier) return earlier;
      const event: EventRecord = {
        eventId: request.eventId,
        environment: request.environment,
        userId: request.userId,
        source: "api",
        sessionId: null,
        reasonKey: request.reasonKey,
        reasonText: request.reasonText ?? null,
        offer: request.offer ?? null,
        context: request.context ?? null,
        metadata: request.metadata ?? null,
        occurredAt: request.occurredAt ?? present(),
        decision: null,
        outcome: request.outcome ?? null,
        effectiveAt: null,
        updates: [],
      };
      events.set(key, event);
      changed();
      return event;
    },

    /** Sets the final billing outcome. */
    updateEvent(event: EventRecord, { outcome, effectiveAt, metadata }: CancellationUpdate): void {
      event.outcome = outcome;
      event.effectiveAt = effectiveAt ?? null;
      event.updates.push({
        at: present(),
        outcome,
        effectiveAt: effectiveAt ?? null,
        metadata: metadata ?? null,
      });
      changed();
    },

    reset(): void {
      sessions.clear();
      events.clear();
      changed();
    },

    /** Copies of everything that may be shown, oldest first. */
    snapshot() {
      return structuredClone({
        sessions: [...sessions.values()].map((session) => {
          const { linkHash: _, origin: __, ...shown } = session;
          return { ...shown, status: getStatus(session) };
        }),
        events: [...events.values()],
      });
    },
  };
}

function eventKey(eventId: string, environment: Environment): string {
  return `${environment}/${eventId}`;
}

function getEventId({ metadata }: CancelLinkRequest): string | undefined {
  return cancellationRequestSchema.shape.eventId.safeParse(metadata?.eventId).data;
}

function hash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
