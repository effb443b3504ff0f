import { setTimeout as sleep } from 'node:timers/promises';
import type { TreeBuilder } from '../ai/tree-builder.js';
import { failureOf, type NewNode } from '../domain/draft.js';
import { capEscalation, growthOf, isAtCap } from '../domain/growth.js';
import type { Price } from '../domain/ledger.js';
import type { Generation, GenerationLease } from '../store/draft-store.js';
import type { Store } from '../store/store.js';
import type { Quiet } from './ask-ahead.js';
import type { Log } from './log.js';
import { meterOf } from './meter.js';
import { storeFailure, storeNodes, WrittenByAnother } from './store-node.js';
import { Later } from './worker.js';

/** Another may take over this long after a writer was last heard of: a walk goes on 10 s after a crash. */
const generationLeaseMs = 6_000;
/** A person is told after this long at most, whatever the builder does. */
const deadlineMs = 16_000;
/** Attempts before the agent is shown that the step could not be written. */
const mostAttempts = 2;
/** Waits between the tries to store a node that the database does not take. */
const storingAgainMs = [100, 300, 1_000, 2_000];
/** A database that does not answer at all is asked again this often, and for this long, before the job is given back. */
const downAgain = { everyMs: 250, times: 240 } as const;
/** Who held the lease before may have the node, and the database back only now: they get this long to store it. */
const takeOverMs = 1_000;

/** The node is there and could not be stored: to be asked for again only by a person. */
class NotStored extends Error {
  override readonly name = 'NotStored';
}

/** Nobody needs the node any more. */
class CutShort extends Error {
  override readonly name = 'CutShort';
}

export interface Writing {
  store: Store;
  builder: TreeBuilder;
  price: Price;
  /** While the endpoint wants a pause nobody asks ahead. */
  quiet: Quiet;
  now: () => Date;
  log: Log;
  /** Nodes that this process received and has not stored yet, by generation: no attempt asks again for one of them. */
  received: Map<string, NewNode[]>;
  /** What this process is asking for, by generation; to be cut short where nobody needs it any more. */
  asking: Map<string, AbortController>;
  pause?: (ms: number) => Promise<unknown>;
}

/**
 * Writes the node of one generation: asks the builder outside of any transaction, then stores the node, its
 * edge and the move of every session that waits for it in one. A generation that is finished is never written again,
 * and a node that was received is not asked for again by itself: only the storing is tried again.
 */
export async function writeNode(
  writing: Writing,
  job: { accountId: string; work: { generationId: string }; attempt: number },
): Promise<void> {
  const { store, now, received } = writing;
  const { accountId, work, attempt } = job;
  const generation = await store.drafts.generation(accountId, work.generationId);
  if (generation?.state !== 'requested') return forget(writing, work);
  const lease = await store.drafts.lease(accountId, work.generationId, now(), leaseEnd(writing));
  if (!lease) throw new Later(1_000);
  try {
    await keeping(writing, lease, async () => {
      if (await isStoredMeanwhile(writing, generation)) throw new WrittenByAnother('By who held it before');
      const nodes = received.get(generation.id) ?? (await nodesFor(writing, generation, lease));
      received.set(generation.id, nodes);
      await storeWithTries(writing, generation, nodes);
    });
    forget(writing, work);
  } catch (error) {
    if (error instanceof WrittenByAnother) return forget(writing, work);
    if (error instanceof CutShort) return giveUp(writing, generation, lease);
    writing.log.warn(
      { err: error, generation: generation.id, attempt },
      'generation: the node was not written',
    );
    if (failureOf(error) === 'rate_limited') writing.quiet.begin(now());
    // What the builder says of itself has been tried again by the builder.
    if (attempt < mostAttempts && !(error instanceof NotStored) && failureOf(error) === 'other') {
      await store.drafts.giveUpLease(lease);
      throw error;
    }
    await store.transaction((tx) => storeFailure(tx, { generation, lease, error, now: now() }));
    // The database takes other rows and not this node: another one may do.
    forget(writing, work);
  }
}

const forget = ({ received }: Writing, { generationId }: { generationId: string }): void =>
  void received.delete(generationId);

const pauseOf = ({ pause = (ms) => sleep(ms, undefined, { ref: false }) }: Writing) => pause;

/** Nobody needed it; whoever does after all asks for it anew. */
async function giveUp(
  { store, now }: Writing,
  generation: Generation,
  lease: GenerationLease,
): Promise<void> {
  const { accountId, draftId, slot, answerId } = generation;
  const isAwaited = await store.transaction(async (tx) => {
    await tx.drafts.lockGenerationOf(accountId, draftId, slot);
    const draft = await tx.drafts.find(accountId, draftId);
    if (draft && (await tx.sessions.lockWaiting(accountId, draft.treeId, answerId)).length > 0) return true;
    await tx.drafts.fail(lease, { error: 'Not needed any more', failure: 'other' }, now());
    return false;
  });
  if (!isAwaited) return;
  await store.drafts.giveUpLease(lease);
  throw new Later(0);
}

/** Waits a moment where the lease was another's until it ran out; true if they have stored their node by then. */
async function isStoredMeanwhile(
  writing: Writing,
  { accountId, id, leaseUntil }: Generation,
): Promise<boolean> {
  if (leaseUntil === null || writing.received.has(id)) return false;
  await pauseOf(writing)(takeOverMs);
  return (await writing.store.drafts.generation(accountId, id))?.state !== 'requested';
}

const leaseEnd = ({ now }: Writing): Date => new Date(now().getTime() + generationLeaseMs);

/** Keeps the lease until the node is stored: what is paid for must not be asked for by another. */
async function keeping(writing: Writing, lease: GenerationLease, run: () => Promise<void>): Promise<void> {
  const { store, log } = writing;
  const renew = () =>
    store.drafts
      .renewLease(lease, leaseEnd(writing))
      .catch((error: unknown) =>
        log.warn({ err: error, generation: lease.id }, 'generation: lease not renewed'),
      );
  const timer = setInterval(() => void renew(), generationLeaseMs / 3);
  try {
    await run();
  } finally {
    clearInterval(timer);
  }
}

/** @throws WrittenByAnother, or NotStored after the last try. */
async function storeWithTries(writing: Writing, generation: Generation, nodes: NewNode[]): Promise<void> {
  const { store, builder, now, log } = writing;
  const asksAhead = builder.source === 'model';
  for (let refused = 0, down = 0; ; ) {
    try {
      return await store.transaction((tx) => storeNodes(tx, { generation, nodes, asksAhead, now: now() }));
    } catch (error) {
      if (error instanceof WrittenByAnother) throw error;
      log.warn({ err: error, generation: generation.id }, 'generation: the node was not stored');
      const isDown = await store.drafts.generation(generation.accountId, generation.id).then(
        () => false,
        () => true,
      );
      const wait = isDown ? downAgain.everyMs : storingAgainMs[refused];
      if (isDown) down += 1;
      else refused += 1;
      if (wait === undefined || down > downAgain.times)
        throw new NotStored('The node was not stored', { cause: error });
      await pauseOf(writing)(wait);
    }
  }
}

/** The node that is asked for, first, and what the server adds around it. */
async function nodesFor(
  writing: Writing,
  generation: Generation,
  lease: GenerationLease,
): Promise<NewNode[]> {
  const { store, builder } = writing;
  const { accountId } = generation;
  const draft = await store.drafts.find(accountId, generation.draftId);
  const category = draft && (await store.categories.find(accountId, draft.categoryId));
  if (!draft || !category) throw new Error(`Generation ${generation.id} has no draft`);
  const path = await store.drafts.pathTo(accountId, generation.answerId ?? draft.forkedAnswerId);
  const depth = path.length + 1;
  if (isAtCap(depth)) return [capEscalation(depth)];
  const { problem, context } = draft;
  const meter = meterOf(writing, generation, lease);
  const request = { problem, category, path, depth, context };
  const { proposal, source } = await untilCutShort(writing, generation, (cut) =>
    builder.nextNode(request, { signal: AbortSignal.any([cut, AbortSignal.timeout(deadlineMs)]), meter }),
  );
  const gated = category.identityGate || category.protocol === 'access';
  return growthOf(proposal, { source, depth, path, gated });
}

/** @throws CutShort where it was given up meanwhile, whatever came of it. */
async function untilCutShort<Result>(
  { asking }: Writing,
  { id }: Generation,
  ask: (cut: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  asking.set(id, stop);
  try {
    return await ask(stop.signal);
  } catch (error) {
    throw stop.signal.aborted ? new CutShort('Nobody needs it', { cause: error }) : error;
  } finally {
    asking.delete(id);
  }
}
