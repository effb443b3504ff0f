import type { Embedder } from '../ai/embedder.js';
import type { TreeBuilder } from '../ai/tree-builder.js';
import type { Price } from '../domain/ledger.js';
import type { Store } from '../store/store.js';
import { askAhead, cancelAhead, Quiet, writeAhead } from './ask-ahead.js';
import { compareProposal } from './compare-proposal.js';
import { deliverEvent } from './deliver-event.js';
import { fillIndex } from './fill-index.js';
import { keepBrief } from './keep-brief.js';
import type { Log } from './log.js';
import { DeliveryError, type Messenger } from './messenger.js';
import { syncPost } from './sync-post.js';
import type { TimedActs } from './timed-acts.js';
import type { WebhookSender } from './webhook-sender.js';
import type { Handlers, JobOf } from './worker.js';
import { type Writing, writeNode } from './write-node.js';

export interface HandlerParts {
  store: Store;
  messenger: Messenger;
  builder: TreeBuilder;
  timed: TimedActs;
  webhooks: WebhookSender;
  price: Price;
  embedder: Embedder;
  formerEmbedder: (id: string) => Promise<Embedder | null>;
  now: () => Date;
  log: Log;
}

/** What each kind of work means. */
export function createHandlers(parts: HandlerParts): Handlers {
  const writing: Writing = { ...parts, received: new Map(), asking: new Map(), quiet: new Quiet() };
  const delivering = { ...parts, busy: { deliveries: 0 } };
  return {
    'post.sync': (job) => syncPost(parts, job),
    'intake.reply': (job) => replyToIntake(parts, job),
    'generation.run': (job) => writeNode(writing, job),
    'generation.ahead': (job) => writeAhead(writing, job),
    'generation.cancel': (job) => cancelAhead(writing, job),
    'node.ahead': (job) => askAhead(writing, job),
    'proposal.compare': (job) => compareProposal(parts, job),
    'index.fill': (job) => fillIndex(parts, job),
    'message.react': (job) => react(parts, job),
    'escalation.clock': (job) => runClock(parts, job),
    'escalation.brief': ({ accountId, work }) => keepBrief(parts, { accountId, ...work }),
    'webhook.deliver': (job) => deliverEvent(delivering, job),
    'fix.check': ({ accountId, work }) => parts.timed.checkFix(accountId, work),
    'roles.sync': (job) => syncRoles(parts, job),
    'session.stale': ({ accountId, work }) => parts.timed.lookAfterStale(accountId, work),
  };
}

/** Shows the intake's card to who typed it: where it was typed, or else in a direct message. */
async function replyToIntake({ store, messenger }: HandlerParts, job: JobOf<'intake.reply'>): Promise<void> {
  const { accountId, work } = job;
  const card = await store.cards.intake(accountId, work.intakeId);
  if (!card) return;
  if (work.responseUrl) {
    try {
      return await messenger.respond(work.responseUrl, { kind: 'intake', card });
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
    }
  }
  await messenger.postIntake(accountId, await messenger.openDirect(accountId, work.slackUserId), card);
}

async function runClock(
  { timed, messenger }: HandlerParts,
  { accountId, work }: JobOf<'escalation.clock'>,
): Promise<void> {
  await timed.runClock(accountId, work, (groupId) =>
    unlessRefused(() => messenger.groupMembers(accountId, groupId)),
  );
}

const syncRoles = (
  { timed, messenger }: HandlerParts,
  { accountId, work }: JobOf<'roles.sync'>,
): Promise<void> =>
  timed.syncRoles(accountId, {
    timed: work.timed === true,
    groupMembers: (groupId) => unlessRefused(() => messenger.groupMembers(accountId, groupId)),
    profile: (slackUserId) => unlessRefused(() => messenger.profile(accountId, slackUserId)),
  });

/** Null where Slack says no for good; what may work later is thrown on. */
async function unlessRefused<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof DeliveryError) return null;
    throw error;
  }
}

/** A missing mark is no loss: the note is recorded and the card counts it. */
async function react(
  { messenger }: HandlerParts,
  { accountId, work }: JobOf<'message.react'>,
): Promise<void> {
  try {
    await messenger.react(accountId, { channelId: work.channelId, ts: work.ts }, work.emoji);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
  }
}
