import { isDeepStrictEqual } from 'node:util';
import { groupBy } from '../../../domain/group-by.js';
import type { Post } from '../../../domain/post.js';
import { contentOf } from '../../../jobs/post-content.js';
import type { MessageView } from '../../../sandbox/protocol.js';
import { post as drawPost } from '../../../slack/blocks/post.js';
import type { Links } from '../../../slack/blocks/text.js';
import type { Store } from '../../../store/store.js';
import { openStepOf } from '../steps.js';
import type { Finding, Query } from './finding.js';

export interface Seen {
  findings: Finding[];
  /** Messages of walks that Slack has twice, in words: it took the post, and its answer was lost. */
  copies: string[];
}

interface PostRow {
  id: string;
  key: string;
  kind: Post['kind'];
  session_id: string | null;
  channel_id: string;
  ts: string | null;
  state: Post['state'];
  error: string | null;
}

/** What people see is what the rows say: each message as it would be drawn now, each open walk with one open step. */
export async function checkPosts(
  { query, store, links }: { query: Query; store: Store; links: Links },
  accountId: string,
  messages: readonly MessageView[],
): Promise<Seen> {
  const rows = await query<PostRow>(
    'select id, key, kind, session_id, channel_id, ts, state, error from post where account_id = $1 order by created_at, key',
    [accountId],
  );
  const seen = new Map(messages.map((message) => [`${message.channel} ${message.ts}`, message]));
  const findings: Finding[] = [];
  for (const row of rows) {
    const message = row.ts ? seen.get(`${row.channel_id} ${row.ts}`) : undefined;
    const fault = await faultOf(store, links, { accountId, row, message });
    if (fault) findings.push({ rule: 'post', what: `${row.key}: ${fault}` });
  }
  findings.push(...(await checkOpenSteps(query, rows, seen)), ...(await checkOrder(query)));
  return { findings, copies: copiesAmong(messages, rows) };
}

async function faultOf(
  store: Store,
  links: Links,
  { accountId, row, message }: { accountId: string; row: PostRow; message: MessageView | undefined },
): Promise<string | null> {
  if (row.state === 'failed') return `given up: ${row.error}`;
  if (!row.ts) return 'never sent';
  if (!message) return 'Slack does not have it';
  const post = await store.posts.find(accountId, row.id);
  const content = post && (await contentOf(store, post));
  if (!content) return 'what it shows is gone';
  // The brief's summary names alike tickets, and other walks solve some of them after it was sent.
  if (row.key.startsWith('brief:') && row.key.endsWith(':summary')) return null;
  const drawn = drawPost(content, links);
  const blocks = message.blocks.map((block, index) => {
    const wanted = drawn.blocks[index];
    return wanted && 'block_id' in wanted && wanted.block_id ? block : { ...block, block_id: undefined };
  });
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  const [shown, wanted] = [plain(blocks), plain(drawn.blocks)];
  return isDeepStrictEqual(shown, wanted) ? null : `shows an older state, ${differenceOf(shown, wanted)}`;
}

/** Where two texts part, with what follows there. */
function differenceOf(shown: unknown, wanted: unknown): string {
  const [is, should] = [JSON.stringify(shown), JSON.stringify(wanted)];
  let parted = 0;
  while (parted < is.length && is[parted] === should[parted]) parted += 1;
  const at = Math.max(0, parted - 60);
  return `“${is.slice(at, at + 200)}” instead of “${should.slice(at, at + 200)}”`;
}

/** An active walk has one open step, at the position where it stands; a walk that is over has none. */
async function checkOpenSteps(
  query: Query,
  rows: readonly PostRow[],
  seen: Map<string, MessageView>,
): Promise<Finding[]> {
  const sessions = await query<{ id: string; status: string; step_count: number; kind: string }>(
    'select id, status, step_count, kind from session',
  );
  const cards = groupBy(
    rows.filter(({ kind, ts }) => kind === 'walk_card' && ts),
    ({ session_id }) => session_id ?? '',
  );
  return sessions.flatMap(({ id, status, step_count }): Finding[] => {
    const open = (cards.get(id) ?? []).flatMap(({ channel_id, ts }) => {
      const message = seen.get(`${channel_id} ${ts}`);
      const step = message && openStepOf(message);
      return step ? [step.position] : [];
    });
    const wanted = status === 'active' ? [step_count] : [];
    if (isDeepStrictEqual(open, wanted)) return [];
    return [
      {
        rule: 'unusable',
        what: `${status} walk ${id} at ${step_count}: open steps ${open.join(', ') || 'none'}`,
      },
    ];
  });
}

/** Messages of one walk came in the order in which they were written. */
async function checkOrder(query: Query): Promise<Finding[]> {
  const late = await query<{ key: string }>(
    `select b.key from post a join post b
       on a.account_id = b.account_id and a.session_id = b.session_id and a.channel_id = b.channel_id
      and a.created_at < b.created_at and a.ts::numeric > b.ts::numeric
     where a.kind in ('walk_card', 'note') and b.kind in ('walk_card', 'note')`,
  );
  return late.map(({ key }) => ({ rule: 'order', what: `${key} came before what was written earlier` }));
}

/** Steps, notes and heads that are there more often than they are known. */
function copiesAmong(messages: readonly MessageView[], rows: readonly PostRow[]): string[] {
  const known = new Set(rows.map(({ channel_id, ts }) => `${channel_id} ${ts}`));
  const heads = new Set(
    rows.filter(({ kind }) => kind === 'session_card').map(({ channel_id }) => channel_id),
  );
  const strange = messages.filter(
    ({ botId, channel, ts, isEphemeral }) =>
      botId !== undefined && !isEphemeral && heads.has(channel) && !known.has(`${channel} ${ts}`),
  );
  return strange.map(({ channel, ts, text }) => `shown twice in ${channel}, at ${ts}: ${text.slice(0, 80)}`);
}
