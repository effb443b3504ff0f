import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageView } from '../../../sandbox/protocol.js';
import { action } from '../../../slack/ids.js';
import { escalationButton } from '../../../slack/payloads.js';
import { openDatabase } from '../../../store/database/open.js';
import { bar, figure, quantile } from '../../shared/bars.js';
import { seededRandom } from '../../shared/random.js';
import { type Choice, choicesOf } from '../../walks/choices.js';
import { Agent } from '../agent.js';
import { check, countOf, wordsOf } from '../check/check.js';
import { queryOf } from '../check/finding.js';
import { makeSite, type Site, untilQuiet } from '../site.js';
import { type Outcome, sizeOf, type Trial } from '../trial.js';

interface Round {
  escalationId: string;
  /** Who got an acknowledgement, and after how long. */
  ackMs: number[];
  unanswered: number;
  /** Who was told privately that somebody has it. */
  told: Map<string, string>;
}

/** All engineers claim one ticket in the same moment: one gets it, the others are told who. */
export async function claims(trial: Trial): Promise<Outcome> {
  const rounds = sizeOf(trial, 2, 100);
  const engineers = trial.short ? 50 : 200;
  const site = await makeSite({ ...trial, agents: 1, engineers });
  const { appToken } = site.sandbox;
  const processes = site.database.kind === 'postgres' ? 2 : 1;
  const children = Array.from({ length: processes }, () =>
    site.spawn({ kind: 'socket', appToken, connections: 2 }),
  );
  await Promise.all(children.map(({ ready }) => ready));
  const played: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    trial.progress(round, rounds, `rounds of ${engineers} claims`);
    played.push(await play(site, trial, played));
  }
  await untilQuiet(site);
  await Promise.all(children.map((child) => child.terminate()));
  const checked = await check(site);
  const judged = await judge(site, played);
  const faults = countOf(checked, 'lost', 'doubled', 'audit', 'post', 'order', 'unusable', 'unfinished');
  const ackMs = played.flatMap((round) => round.ackMs);
  return {
    bars: [
      bar({ name: 'claims-one-winner', value: judged.withOneWinner, unit: 'rounds' }, { exactly: rounds }),
      bar({ name: 'claims-not-told-who', value: judged.untold, unit: 'engineers' }, { exactly: 0 }),
      bar({ name: 'claims-other', value: faults, unit: 'faults' }, { exactly: 0 }),
    ],
    figures: [
      figure('claims-clicks', rounds * engineers, 'clicks'),
      figure(
        'claims-unanswered',
        played.reduce((sum, { unanswered }) => sum + unanswered, 0),
        'clicks',
      ),
      figure('claims-ack-p99', quantile(ackMs, 0.99) ?? 0, 'ms'),
    ],
    findings: [...wordsOf(checked), ...judged.findings],
  };
}

async function play(site: Site, { seed }: Trial, played: readonly Round[]): Promise<Round> {
  const round = played.length;
  const [seat] = site.agents;
  if (!seat) throw new Error('There is no agent');
  const agent = new Agent(site, seat, {
    random: seededRandom(seed + round),
    waited: () => undefined,
    over: () => false,
    patienceMs: 30_000,
  });
  await agent.escalates(`The server room smells of smoke, round ${round}`);
  agent.leave();
  const { card, claim } = await cardOf(site, played);
  const { escalationId } = escalationButton.decode(claim.value);
  const ackMs: number[] = [];
  let unanswered = 0;
  await Promise.all(
    site.engineers.map(async (personId) => {
      const begun = performance.now();
      const act = site.acts.add(personId, { kind: 'claim', escalationId });
      const { channel, ts, version } = card;
      const on = { kind: 'message', channel, ts, version } as const;
      const { blockId, actionId, chosen } = claim;
      const { ok } = await site.workspace.do(personId, { type: 'click', on, blockId, actionId, chosen })
        .acked;
      act.acknowledged = ok;
      if (ok) ackMs.push(performance.now() - begun);
      else unanswered += 1;
    }),
  );
  await untilQuiet(site, 1_500);
  return { escalationId, ackMs, unanswered, told: toldSince(site, card.ts) };
}

/** The card of the new escalation: what is said in its thread may already stand below it. */
async function cardOf(site: Site, played: readonly Round[]): Promise<{ card: MessageView; claim: Choice }> {
  const channel = site.workspace.channel('engineering')?.id ?? '';
  const before = new Set(played.map(({ escalationId }) => escalationId));
  const messages = () => site.workspace.view('engineer').messages[channel] ?? [];
  for (let looks = 0; looks < 400; looks += 1) {
    for (const card of messages()) {
      const claim = choicesOf(card.blocks).find(({ actionId }) => actionId === action.escalationClaim);
      if (claim && !before.has(escalationButton.decode(claim.value).escalationId)) return { card, claim };
    }
    await sleep(50);
  }
  throw new Error(`No escalation came to the engineers, who see ${messages().length} messages`);
}

/** The private messages that came after the card, by who got them. */
function toldSince(site: Site, ts: string): Map<string, string> {
  const channel = site.workspace.channel('engineering')?.id ?? '';
  const told = new Map<string, string>();
  for (const personId of site.engineers) {
    const messages = site.workspace.view(personId).messages[channel] ?? [];
    const whisper = messages.findLast((message) => message.isEphemeral && message.ts > ts);
    if (whisper) told.set(personId, `${whisper.text} ${JSON.stringify(whisper.blocks)}`);
  }
  return told;
}

/** Compares what the engineers were told with who has it. */
async function judge(site: Site, played: readonly Round[]) {
  const database = await openDatabase(site.database);
  const query = queryOf(database);
  const findings: string[] = [];
  let withOneWinner = 0;
  let untold = 0;
  for (const [index, { escalationId, told }] of played.entries()) {
    const winners = await query<{ by: string }>(
      `select m.slack_user_id as by from claim c join member m on m.account_id = c.account_id and m.id = c.member_id
       where c.escalation_id = $1`,
      [escalationId],
    );
    const [winner] = winners;
    if (winners.length === 1) withOneWinner += 1;
    else findings.push(`round ${index}: ${winners.length} winners`);
    const losers = site.engineers.filter((personId) => personId !== winner?.by);
    const missing = losers.filter((personId) => !told.get(personId)?.includes(`<@${winner?.by}>`));
    untold += missing.length;
    if (missing.length > 0) findings.push(`round ${index}: ${missing.length} were not told who has it`);
  }
  await database.close();
  return { withOneWinner, untold, findings };
}
