import { z } from 'zod';
import { InvalidInputError } from '../domain/errors.js';
import type { SessionStatus } from '../domain/session.js';
import { urgencies } from '../domain/ticket.js';
import { type BlockPrefix, blockPrefix } from './ids.js';

/** Writes a value into one of Slack's text fields and reads it back. */
export interface Codec<Value> {
  encode(value: Value): string;
  /** @throws {InvalidInputError} of field `button`, `unknown`: absent, garbled, or not of this kind. */
  decode(raw: string | null | undefined): Value;
}

// guid, not uuid: any version that PostgreSQL takes as one, and nothing that it would refuse.
const id = z.guid();
const position = z.int().min(0);
const page = z.int().min(1);

/** The states that the queue is listed by, in this order. */
export const queueStatuses = [
  'active',
  'escalated',
  'resolved',
  'abandoned',
] as const satisfies readonly SessionStatus[];
const status = z.enum(queueStatuses);

/** An answer's button: the node as it was drawn, and what is answered. */
export const answerButton = json(z.object({ sessionId: id, position, nodeId: id, answerId: id }));
/** The ways out of a step, and acts that must see that the walk has not moved on. */
export const stepButton = json(z.object({ sessionId: id, position }));
/** What is asked of the node as it was drawn: all its answers in a modal, or how to find out. */
export const nodeButton = json(z.object({ sessionId: id, position, nodeId: id }));
export const sessionButton = json(z.object({ sessionId: id }));
/** Which fix of a walk was seen to work. */
export const fixButton = json(z.object({ sessionId: id, number: z.int().min(1) }));
export const escalationButton = json(z.object({ escalationId: id, sessionId: id }));
export const questionButton = json(z.object({ questionId: id }));
/** The page that an open brief turns to. */
export const briefPageButton = json(z.object({ sessionId: id, escalationId: id.optional(), page }));
export const proposalButton = json(z.object({ proposalId: id }));
/** The page that a review turns to. */
export const proposalPageButton = json(z.object({ proposalId: id, page }));
export const intakeButton = json(z.object({ intakeId: id }));
export const useFlowButton = json(z.object({ intakeId: id, flowId: id }));
export const accessButton = json(
  z.object({ memberId: id, grant: z.enum(['l1', 'engineer', 'admin', 'not_now']) }),
);
export const categoryButton = json(z.object({ categoryId: id }));
/** The page that a list of a private reply turns to. */
export const listPageButton = json(z.object({ which: z.enum(['mine', ...queueStatuses]), page }));

const homePlaceShape = z.object({ status, minePage: page, queuePage: page, escalationsPage: page });
/** What App Home shows: the state of its three lists. */
export type HomePlace = z.infer<typeof homePlaceShape>;
/** Where App Home starts. */
export const homeStart: HomePlace = { status: 'active', minePage: 1, queuePage: 1, escalationsPage: 1 };
/** The place that a "Next" or "Previous" button of App Home turns to; also the `private_metadata` of App Home. */
export const homePageButton = json(homePlaceShape);

/** The block around a menu of answers; the option holds only the answer's id. */
export const answerSelectBlock = inBlockId(
  blockPrefix.answerSelect,
  z.object({ sessionId: id, position, nodeId: id }),
);
/** The block around a step's ways out; the overflow's option holds only the verb. */
export const waysBlock = inBlockId(blockPrefix.ways, z.object({ sessionId: id, position }));
/** The block around an escalation's buttons; the overflow's option holds only the verb. */
export const escalationBlock = inBlockId(
  blockPrefix.escalation,
  z.object({ escalationId: id, sessionId: id }),
);
/** The block around the queue's filter. */
export const homeFilterBlock = inBlockId(blockPrefix.homeFilter, homePlaceShape);

/** An option that is nothing but an id: an answer, a member, a category. */
export const idOption = plain(id);
/** What the overflow menu of a step does. */
export const moreOption = plain(z.enum(['resolve', 'hand_over', 'stop', 'wrong_flow', 'abandon']));
export type MoreVerb = ReturnType<typeof moreOption.decode>;
/** What the overflow menu of an escalation's card does. */
export const escalationMoreOption = plain(z.enum(['reassign', 'ask', 'hand_back', 'release', 'resolve']));
export type EscalationVerb = ReturnType<typeof escalationMoreOption.decode>;
export const statusOption = plain(status);

const stepVerbs = ['text', 'cut', 'put_back'] as const;
/** What is done to a step of a proposal, in the menu beside it. */
export const proposalStepOption: Codec<{ verb: (typeof stepVerbs)[number]; nodeId: string }> = {
  encode: ({ verb, nodeId }) => `${verb}:${nodeId}`,
  decode(raw) {
    const [verb, nodeId] = (raw ?? '').split(':');
    return { verb: parsed(z.enum(stepVerbs), verb), nodeId: idOption.decode(nodeId) };
  },
};
/** Of a rejection: the step from which on the draft is wrong, or none. */
export const takeOutOption: Codec<string | null> = {
  encode: (nodeId) => nodeId ?? 'nothing',
  decode: (raw) => (raw === 'nothing' ? null : idOption.decode(raw)),
};

/** How the intake modal starts: by the matcher, or past it. */
export type Start =
  | { kind: 'match' | 'ad_hoc' }
  | { kind: 'escalate' }
  | { kind: 'build'; categoryId: string }
  | { kind: 'flow'; flowId: string };
export const startOption: Codec<Start> = {
  encode(start) {
    if (start.kind === 'flow') return `flow:${start.flowId}`;
    return start.kind === 'build' ? `build:${start.categoryId}` : start.kind;
  },
  decode(raw) {
    if (raw?.startsWith('flow:')) return { kind: 'flow', flowId: idOption.decode(raw.slice(5)) };
    if (raw?.startsWith('build:')) return { kind: 'build', categoryId: idOption.decode(raw.slice(6)) };
    return { kind: startKind.decode(raw) };
  },
};
const startKind = plain(z.enum(['match', 'ad_hoc', 'escalate']));

/** How a ticket goes on after the wrong flow. */
export type WayOn =
  | { kind: 'use_flow'; flowId: string }
  | { kind: 'build' }
  | { kind: 'ad_hoc' }
  | { kind: 'escalate' };
export const wayOnOption: Codec<WayOn> = {
  encode: (way) => (way.kind === 'use_flow' ? `flow:${way.flowId}` : way.kind),
  decode(raw) {
    if (raw?.startsWith('flow:')) return { kind: 'use_flow', flowId: idOption.decode(raw.slice(5)) };
    return { kind: wayOnKind.decode(raw) };
  },
};
const wayOnKind = plain(z.enum(['build', 'ad_hoc', 'escalate']));

const reply = {
  /** Where the private answer goes, while Slack takes it: 30 minutes, five uses. */
  responseUrl: z.string().max(1_000).optional(),
  channelId: z.string().max(64).optional(),
};

export const intakeMetadata = json(z.object(reply));
export const sessionMetadata = json(z.object({ ...reply, sessionId: id }));
/** Of modals whose act must see that the walk has not moved on. */
export const stepMetadata = json(z.object({ ...reply, sessionId: id, position }));
export const answerMetadata = json(z.object({ ...reply, sessionId: id, position, nodeId: id }));
/** Of the modal that asks what it is instead. */
export const sayMetadata = json(z.object({ ...reply, sessionId: id, position, nodeId: id, answerId: id }));
/** Resolved by the agent, or from the engineers' card. */
export const resolveMetadata = json(z.object({ ...reply, sessionId: id, escalationId: id.optional() }));
/** Of the modals of an escalation's card; `messageTs` is the copy that they were opened from. */
export const escalationMetadata = json(
  z.object({ ...reply, escalationId: id, messageTs: z.string().max(64).optional() }),
);
export const questionMetadata = json(z.object({ questionId: id }));
/**
 * What is escalated: a walk, an intake that was never walked, or a problem typed into the modal. `leftAt` says that the
 * walk's flow was the wrong one at that position.
 */
export const escalateMetadata = json(
  z.object({
    ...reply,
    sessionId: id.optional(),
    intakeId: id.optional(),
    leftAt: position.optional(),
    device: z.string().max(1_000).optional(),
    urgency: z.enum(urgencies).optional(),
  }),
);
/** Without an id it is a new category. `settingsViewId` is the settings modal underneath, to be drawn anew. */
export const categoryMetadata = json(
  z.object({ categoryId: id.optional(), settingsViewId: z.string().max(64).optional() }),
);
/** Whose clocks are edited: a category's, or without one the account's. `viewId` is the list underneath, to be drawn anew. */
export const clocksMetadata = json(
  z.object({ categoryId: id.optional(), viewId: z.string().max(64).optional() }),
);
/** Of the modals above the settings modal that name nothing else. */
export const settingsMetadata = json(z.object({ settingsViewId: z.string().max(64).optional() }));

const reviewShape = z.object({ proposalId: id, seen: z.string().max(64), revision: position, page });
/** Of a review: what was seen, so that nothing else is published, and where it stands. */
export const reviewMetadata = json(reviewShape);
/** Of the modals above a review; `reviewViewId` is the review underneath, to be drawn anew. */
export const proposalEditMetadata = json(
  z.object({
    proposalId: id,
    revision: position,
    nodeId: id.optional(),
    page: page.optional(),
    reviewViewId: z.string().max(64).optional(),
  }),
);

/** The place in a walk that a pressed element names, by its value or by the block around it; null for others. */
export function walkPlaceOf(
  pressed: { block_id?: string } | undefined,
): { sessionId: string; position: number } | null {
  const named = [
    () => stepButton.decode(pressed && 'value' in pressed ? String(pressed.value) : null),
    () => waysBlock.decode(pressed?.block_id),
    () => answerSelectBlock.decode(pressed?.block_id),
  ];
  for (const read of named) {
    try {
      const { sessionId, position: at } = read();
      return { sessionId, position: at };
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
    }
  }
  return null;
}

const unknown = (): InvalidInputError => new InvalidInputError('button', 'unknown');

function parsed<Value>(schema: z.ZodType<Value>, raw: unknown): Value {
  const result = schema.safeParse(raw);
  if (!result.success) throw unknown();
  return result.data;
}

function fromJson(raw: string | null | undefined): unknown {
  try {
    return JSON.parse(raw ?? '');
  } catch {
    throw unknown();
  }
}

function json<Value>(schema: z.ZodType<Value>): Codec<Value> {
  return {
    encode: (value) => JSON.stringify(value),
    decode: (raw) => parsed(schema, fromJson(raw)),
  };
}

function plain<Value extends string>(schema: z.ZodType<Value>): Codec<Value> {
  return { encode: (value) => value, decode: (raw) => parsed(schema, raw) };
}

function inBlockId<Value>(prefix: BlockPrefix, schema: z.ZodType<Value>): Codec<Value> {
  const inner = json(schema);
  return {
    encode: (value) => `${prefix}:${inner.encode(value)}`,
    decode(raw) {
      if (!raw?.startsWith(`${prefix}:`)) throw unknown();
      return inner.decode(raw.slice(prefix.length + 1));
    },
  };
}
