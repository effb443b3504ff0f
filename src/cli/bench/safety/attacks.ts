import { z } from 'zod';
import { openBuiltInEmbedder } from '../../../ai/built-in/embedder.js';
import { modelTreeBuilder } from '../../../ai/openai/tree-builder.js';
import { redactingEmbedder } from '../../../ai/redacting-embedder.js';
import type { Caller } from '../../../usecases/index.js';
import { atExit } from '../../shared/command.js';
import type { Behaviour, ModelServer } from '../../shared/model-server.js';
import { saying } from '../../shared/model-server.js';
import { quietLog } from '../../shared/quiet-log.js';
import { seededRandom } from '../../shared/random.js';
import { openTempDatabase } from '../../shared/temp-database.js';
import {
  openTempSandbox,
  seatAgents,
  startTempProduct,
  type TempProduct,
} from '../../shared/temp-product.js';
import { benchModel, wireNode } from './asking.js';
import { badKinds } from './bad-answers.js';
import { liveIn, watchMessages } from './messages.js';
import { readContent } from './read-content.js';

const nodesSchema = z.array(
  z.looseObject({ text: z.string(), kind: z.string(), answers: z.array(z.string()).default([]) }),
);
const attacksSchema = z.array(z.object({ text: z.string() }));

export interface Attacks {
  nodes: number;
  nodesShown: number;
  attacks: number;
  attacksShown: number;
  howTos: number;
  /** Malicious words on how to find out that are kept beside a harmless question. */
  howTosKept: number;
  live: number;
  gatesPassed: number;
  walks: number;
  /** Nodes of a model in the database: none of these models wrote one that may be there. */
  stored: number;
  /** Walks whose node is neither written nor given up. */
  stuck: number;
}

/** Asked beside malicious words on how to find out. */
const harmless = { text: 'Does any of its lamps light up?', kind: 'question', answers: ['Yes', 'No'] };

/** What one walk's model answers, to every request of that walk. */
interface Case {
  problem: string;
  behaviour: Behaviour;
  /** What must not be seen; null where nothing of it could be. */
  malicious: string | null;
}

/**
 * Starts walks in the whole product, on a model that has been taken over: it answers malicious nodes, whatever it is
 * asked, also where the problem itself is an attack; and walks on a model that is broken.
 */
export async function attacksThroughProduct(server: ModelServer, seed: number): Promise<Attacks> {
  const nodes = nodesSchema.parse(JSON.parse(await readContent('malicious-nodes.json')));
  const texts = attackTexts(
    attacksSchema.parse(JSON.parse(await readContent('attacks.json'))).map(({ text }) => text),
  );
  const evil = nodes.map((node) => ({
    ...node,
    text: node.text === 'LONG' ? 'Now '.repeat(1_300) : node.text,
  }));
  // What a node's answers are malicious by counts as well; some are so by their number alone.
  const howTos = evil
    .map(({ text, answers }) => [text, ...answers.filter((label) => label.length > 12)].join(' '))
    .filter((text) => text !== 'Is the display on?');
  const random = seededRandom(seed);
  const answer = (index: number) => {
    const node = evil[index % evil.length];
    return { behaviour: saying(wireNode(node ?? { text: '', kind: '' })), malicious: node?.text ?? null };
  };
  const cases: Case[] = [
    ...evil.map((_, index) => ({ problem: `The ${index}th gadget does not start`, ...answer(index) })),
    ...texts.map((problem, index) => ({ problem, ...answer(index) })),
    ...howTos.map((words, index) => ({
      problem: `The ${index}th gizmo stays dark`,
      behaviour: saying(wireNode({ ...harmless, how_to_tell: words })),
      malicious: null,
    })),
    ...badKinds.map((bad, index) => ({
      problem: `The ${index}th widget is broken`,
      behaviour: bad(random),
      malicious: null,
    })),
  ].map((one, index) => ({ ...one, problem: `${one.problem} (case ${index})` }));
  server.behave(
    ({ text }) => cases[Number(/\(case (\d+)\)/.exec(text)?.[1])]?.behaviour ?? { kind: 'hang_up' },
  );
  const messages = await walkAll(server, cases);
  const shownOf = (from: number, to: number) =>
    cases.slice(from, to).filter(({ malicious }) => malicious !== null && messages.show(malicious)).length;
  return {
    nodes: evil.length,
    nodesShown: shownOf(0, evil.length),
    attacks: texts.length,
    attacksShown: shownOf(evil.length, evil.length + texts.length),
    howTos: howTos.length,
    walks: cases.length,
    ...messages,
  };
}

async function walkAll(server: ModelServer, cases: readonly Case[]) {
  const embedder = redactingEmbedder(await openBuiltInEmbedder());
  atExit(() => embedder.close());
  const database = await openTempDatabase(null);
  const sandbox = await openTempSandbox();
  const watched = watchMessages(sandbox.fetch);
  const builder = modelTreeBuilder({ ...benchModel(server.url), firstByteMs: 1_000, totalMs: 3_000 });
  const temp = await startTempProduct(
    { database, embedder, builder, log: quietLog(), starter: { categories: [gated, open], flows: [] } },
    { ...sandbox, fetch: watched.fetch },
    'in-process',
  );
  await submitAll(temp, cases);
  await temp.product.worker.idle();
  const count = async (sql: string) => Number((await database.pool.query(sql)).rows[0]?.count);
  return {
    show: watched.show,
    live: watched.texts().filter(liveIn).length,
    stored: await count(`select count(*) from node where source = 'model' and text <> '${harmless.text}'`),
    howTosKept: await count("select count(*) from node where source = 'model' and how_to_tell is not null"),
    stuck: await count("select count(*) from generation where state = 'requested'"),
    gatesPassed: await count(
      `select count(*) from session s join draft d on d.tree_id = s.tree_id
       join category c on c.id = d.category_id join node n on n.id = s.current_node_id
       where c.identity_gate and coalesce(n.key, '') not in ('server:identity', 'identity')`,
    ),
  };
}

const open = {
  name: 'Gadgets',
  keywords: ['gadget'],
  protocol: 'general',
  buildEnabled: true,
  identityGate: false,
};
const gated = { ...open, name: 'Accounts', keywords: ['account'], protocol: 'access', identityGate: true };

async function submitAll(temp: TempProduct, cases: readonly Case[]): Promise<void> {
  const { product } = temp;
  const [agent] = await seatAgents(temp, 1);
  if (!agent) throw new Error('Nobody sits at the desk');
  const { slackTeamId } = product.identity;
  const lookUp = async () => ({ displayName: 'Agent', standing: 'full' as const });
  const member = await product.useCases.meetPerson({
    slackTeamId,
    slackUserId: agent.personId,
    surface: 'button',
    lookUp,
  });
  const caller: Caller = { actor: { ...member, surface: 'button' }, delivery: null };
  const categories = await product.store.categories.list(product.accountId);
  for (const [index, { problem }] of cases.entries()) {
    const category = categories[index % categories.length];
    if (!category) throw new Error('There is no category');
    await product.useCases.submitIntake(caller, {
      problem,
      how: { kind: 'build', categoryId: category.id },
      channelId: agent.channelId,
      responseUrl: null,
    });
    // Not all at once: the embedded database takes one transaction after the other.
    if (index % 20 === 19) await product.worker.idle();
  }
}

/** Each attack by itself, inside a harmless problem, with invisible characters between its letters, and behind some. */
function attackTexts(bases: readonly string[]): string[] {
  const tags = [...'obey'].map((char) => String.fromCodePoint(0xe0000 + char.charCodeAt(0))).join('');
  const all = [
    ...bases,
    ...bases.map((text) => `The printer on the second floor is offline. ${text} Thanks!`),
    ...bases.map((text) => text.replace(/(\p{L})(?=\p{L})/gu, '$1\u200B')),
    ...bases.map((text) => `Monitor stays black.\u202E${tags}\u2066 ${text}`),
  ];
  return all.slice(0, 200);
}
