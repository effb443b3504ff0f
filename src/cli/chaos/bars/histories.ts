import { builtInTreeBuilder } from '../../../ai/built-in/tree-builder.js';
import { assemble, livePace, type Product } from '../../../app.js';
import { systemActor } from '../../../domain/member.js';
import { openDatabase } from '../../../store/database/open.js';
import { publishFlow } from '../../../usecases/flow/publish-flow.js';
import type { Caller } from '../../../usecases/index.js';
import { bar, figure } from '../../shared/bars.js';
import { seededRandom } from '../../shared/random.js';
import { checkAudit } from '../check/check-audit.js';
import { checkRows } from '../check/check-rows.js';
import { queryOf } from '../check/finding.js';
import { type Desk, KeptWalk } from '../histories/kept-walk.js';
import { PaperWalk } from '../histories/paper-walk.js';
import { flowOf, randomAct, randomTree, type Tree } from '../histories/random-history.js';
import { makeSite, type Site } from '../site.js';
import { type Outcome, sizeOf, type Trial } from '../trial.js';

/** Different trees are enough: it is the histories that differ. */
const trees = 40;
/** Histories side by side; within one each act waits for the one before. */
const atOnce = 8;

/** Random histories by three people, over all replicas in turn, against a small model of what a walk is. */
export async function histories(trial: Trial): Promise<Outcome> {
  const wanted = sizeOf(trial, 60, 2_000);
  const site = await makeSite({ ...trial, agents: 0 });
  const replicas = await openReplicas(site, trial);
  const [first] = replicas;
  if (!first) throw new Error('There is no replica');
  const query = queryOf(first.database);
  const people = await threePeople(first.product, site);
  const desk: Desk = {
    replicas: replicas.map(({ product }) => product.useCases),
    who: (by) => people[by] ?? people[0],
    query,
  };
  const flows = await publishTrees(first.product, trial.seed);
  const differences: string[] = [];
  let acts = 0;
  let begun = 0;
  const work = async () => {
    for (let number = begun++; number < wanted; number = begun++) {
      trial.progress(number, wanted, `histories, ${acts} acts`);
      const flow = flows[number % flows.length];
      if (!flow) return;
      const history = await walk(desk, flow, { number, seed: trial.seed });
      acts += history.acts;
      if (history.difference) differences.push(`history ${number}: ${history.difference}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const findings = [
    ...(await checkRows(query)),
    ...(await checkAudit(query, first.product.accountId)),
  ].filter(
    // Nobody sends anything here: what is to be sent stays.
    ({ rule }) => rule !== 'unfinished',
  );
  for (const { database } of replicas) await database.close();
  return {
    bars: [
      bar(
        { name: 'histories-walked', value: wanted - differences.length, unit: 'histories' },
        { exactly: wanted },
      ),
      bar({ name: 'histories-differences', value: differences.length, unit: 'histories' }, { exactly: 0 }),
      bar({ name: 'histories-other', value: findings.length, unit: 'faults' }, { exactly: 0 }),
    ],
    figures: [
      figure('histories-acts', acts, 'acts'),
      figure('histories-replicas', replicas.length, 'replicas'),
    ],
    findings: [...differences, ...findings.map(({ rule, what }) => `${rule}: ${what}`)],
  };
}

/** The use cases as each process has them, without what works on the jobs. */
async function openReplicas(site: Site, { embedder }: Trial) {
  const count = site.database.kind === 'postgres' ? 2 : 1;
  const { botToken, apiUrl, receiver, fetch } = site.sandbox;
  return Promise.all(
    Array.from({ length: count }, async () => {
      const database = await openDatabase(site.database);
      const product = await assemble({
        database,
        embedder,
        builder: builtInTreeBuilder,
        slack: { botToken, apiUrl, receiver, fetch },
        messagesPerSecond: 10_000,
        pace: livePace,
        now: () => new Date(),
        log: site.log,
      });
      return { database, product };
    }),
  );
}

/** An agent, an engineer who covers L1, and an owner. */
async function threePeople(product: Product, { workspace }: Site): Promise<[Caller, Caller, Caller]> {
  const meet = async (handle: string): Promise<Caller> => {
    const person = workspace.people().find((one) => one.handle === handle);
    if (!person) throw new Error(`There is no @${handle}`);
    const { useCases, identity } = product;
    const member = await useCases.meetPerson({
      slackTeamId: identity.slackTeamId,
      slackUserId: person.id,
      surface: 'button',
      lookUp: async () => ({ displayName: person.name, standing: 'full' }),
    });
    return { actor: { ...member, surface: 'button' }, delivery: null };
  };
  const [owner, { actor }] = [await meet('admin'), await meet('engineer')];
  await product.useCases.giveRole(owner, { memberId: actor.memberId, role: 'engineer', coversL1: true });
  return [await meet('agent'), await meet('engineer'), owner];
}

interface PublishedTree {
  tree: Tree;
  flowId: string;
}

async function publishTrees(
  { services, accountId }: Pick<Product, 'services' | 'accountId'>,
  seed: number,
): Promise<PublishedTree[]> {
  const random = seededRandom(seed);
  const ctx = { ...services, actor: systemActor(accountId, 'setup'), delivery: null };
  const published: PublishedTree[] = [];
  for (let number = 0; number < trees; number += 1) {
    const tree = randomTree(random);
    const flow = await publishFlow(ctx, { definition: flowOf(tree, `tree-${number}`), source: 'imported' });
    if (flow.status === 'refused') throw new Error(JSON.stringify(flow.findings));
    published.push({ tree, flowId: flow.flowId });
  }
  return published;
}

/** One history, act by act. @returns how many acts, and where the two went apart */
async function walk(
  desk: Desk,
  { tree, flowId }: PublishedTree,
  { number, seed }: { number: number; seed: number },
): Promise<{ acts: number; difference: string | null }> {
  const random = seededRandom(seed * 100_000 + number);
  const [useCases] = desk.replicas;
  const submitted = await useCases?.submitIntake(desk.who(0), {
    problem: `history ${number}`,
    how: { kind: 'flow', flow: flowId },
    channelId: 'C0HELPDESK',
    responseUrl: null,
  });
  const [session] = await desk.query<{ id: string }>(
    'select s.id from session s join ticket t on t.account_id = s.account_id and t.id = s.ticket_id where t.number = $1',
    [submitted?.ticketNumber],
  );
  const paper = new PaperWalk(tree);
  const kept = new KeptWalk(desk, session?.id ?? '');
  const acts = 3 + Math.floor(random() * 12);
  for (let done = 1; done <= acts; done += 1) {
    const act = randomAct(random);
    const [found, wanted] = [await kept.does(act), paper.does(act)];
    if (found !== wanted)
      return { acts: done, difference: `${JSON.stringify(act)} was ${found}, not ${wanted}` };
    const difference = await differenceOf(desk, kept, paper);
    if (difference) return { acts: done, difference: `after ${JSON.stringify(act)} ${difference}` };
  }
  const [notes] = await desk.query<{ n: number }>(
    'select count(*)::int as n from note where session_id = $1',
    [session?.id],
  );
  return { acts, difference: notes?.n === paper.notes ? null : `${notes?.n} notes, not ${paper.notes}` };
}

async function differenceOf(desk: Desk, kept: KeptWalk, paper: PaperWalk): Promise<string | null> {
  const row = await kept.row();
  const claimant = paper.claimedBy === null ? null : desk.who(paper.claimedBy).actor.memberId;
  const wanted = {
    status: paper.status,
    steps: paper.steps,
    carriedBy: desk.who(paper.carriedBy).actor.memberId,
    node: String(paper.node),
    stopped: paper.stopped,
    claimant: paper.status === 'resolved' ? null : claimant,
  };
  const found = {
    status: row.status,
    steps: row.step_count,
    carriedBy: row.carried_by_id,
    node: row.key,
    stopped: row.stopped_at !== null,
    claimant: paper.status === 'resolved' ? null : await kept.claimant(),
  };
  const names = Object.keys(wanted) as (keyof typeof wanted)[];
  const wrong = names.filter((name) => wanted[name] !== found[name]);
  return wrong.length === 0
    ? null
    : wrong.map((name) => `${name} is ${found[name]}, not ${wanted[name]}`).join(', ');
}
