/**
 * Work to do after a commit, written in the same transaction as the change that asks for it.
 * Payloads name rows, never content: what is sent is drawn from the state at the time of sending.
 */
export type Work =
  /**
   * Bring one message in line with what it shows. Where its button was just pressed, the response URL redraws it
   * without counting against Slack's rate limits. `messageTs` says which message that was: it may be a second copy, of
   * which Slack's answer was lost.
   */
  | { kind: 'post.sync'; postId: string; responseUrl?: string | null; messageTs?: string | null }
  /** Show an intake's card to the person who typed it, by its response URL or else by direct message. */
  | { kind: 'intake.reply'; intakeId: string; responseUrl: string | null; slackUserId: string }
  /** Write the node of one generation. */
  | { kind: 'generation.run'; generationId: string }
  /** The same, before anybody has answered that way: while a walk is at this node; null for a root, while the matcher runs. */
  | { kind: 'generation.ahead'; generationId: string; nodeId: string | null }
  /** Nobody needs what was asked for ahead, unless somebody has come to wait for it. */
  | { kind: 'generation.cancel'; generationId: string }
  /** Ask ahead for the likely answers of the node that a walk has come to. */
  | { kind: 'node.ahead'; sessionId: string; nodeId: string }
  /** See what the escalation's clock has to do by now, and when it has to look again. */
  | { kind: 'escalation.clock'; escalationId: string }
  /** Bring the brief beside the escalation's cards in line, with as many messages as it takes. */
  | { kind: 'escalation.brief'; escalationId: string }
  /** Look for a published flow that is like a proposal. */
  | { kind: 'proposal.compare'; proposalId: string }
  /** Give what was published the vectors of this embedder. */
  | { kind: 'index.fill'; embedderId: string }
  /** Ask whether a fix holds, ask again, or stop asking. */
  | { kind: 'fix.check'; sessionId: string; number: number; stage: CheckStage }
  /** Tell the account's webhook one thing that happened to a ticket. */
  | { kind: 'webhook.deliver'; eventId: string }
  /** Give people the roles of the Slack user groups that they are in; `timed`: have that done now. */
  | { kind: 'roles.sync'; timed?: boolean }
  /** See whether a walk lies still. */
  | { kind: 'session.stale'; sessionId: string }
  /** Mark a person's message as recorded. */
  | { kind: 'message.react'; channelId: string; ts: string; emoji: string };

/** The nth question about a fix. */
export type CheckStage = 'ask' | 'remind' | 'give_up';

export type WorkKind = Work['kind'];

export interface Enqueue {
  work: Work;
  /** Jobs of one lane run one after the other, in the order they were written. */
  lane?: string;
  /** A waiting job with the same key is replaced, not repeated; the earlier time to run wins. */
  dedupeKey?: string;
  /** Not before this time. */
  runAt?: Date;
}

/** Brings a message in line; the button that was pressed on it may redraw it at once. */
export const syncOfPost = (
  postId: string,
  pressed: Pick<Extract<Work, { kind: 'post.sync' }>, 'responseUrl' | 'messageTs'> = {},
): Enqueue => ({ work: { kind: 'post.sync', postId, ...pressed }, dedupeKey: `post:${postId}` });

/** The lane of a walk's thread: its messages are sent in the order of their steps. */
export const laneOf = ({ id }: { id: string }): string => `session:${id}`;

/** Work by what it waits for: nothing for long, a model while a person waits, a model while nobody does. */
export type WorkClass = 'quick' | 'writing' | 'ahead';

/** How much work of each class there is room for. */
export type Room = Record<WorkClass, number>;

/** What is not quick, by class. */
export const kindsOf: Record<Exclude<WorkClass, 'quick'>, WorkKind[]> = {
  writing: ['generation.run'],
  ahead: ['generation.ahead', 'node.ahead', 'index.fill'],
};

/** What class a kind of work is of. */
export function classOf(kind: WorkKind): WorkClass {
  if (kindsOf.writing.includes(kind)) return 'writing';
  return kindsOf.ahead.includes(kind) ? 'ahead' : 'quick';
}

/** What ends as a message in Slack, or a mark on one. */
export const messageKinds: readonly WorkKind[] = ['post.sync', 'intake.reply', 'message.react'];

/** What was given up after many attempts. */
export interface GivenUp {
  messages: number;
  others: number;
  /** Where messages among it were to go: channels or people, the newest first, a few. */
  channelIds: string[];
}
