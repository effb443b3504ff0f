import { decideMatch, type Match } from '../../domain/match.js';
import { readStarterContent } from '../../flow-files/starter-content.js';
import { type Bar, bar, type Figure, figure } from '../shared/bars.js';
import { openEmbedder, servicesOver } from '../shared/library.js';
import { quietLog } from '../shared/quiet-log.js';
import { conclude, describeMachine } from '../shared/report.js';
import { openTempDatabase } from '../shared/temp-database.js';
import { openTerminal } from '../shared/terminal.js';
import { cachedOnDisk } from './disk-cached-embedder.js';
import { type HardCase, readHardCases } from './hard-cases.js';
import { importScenario } from './scenario-account.js';

export interface EvalHard {
  folder: string;
  json: boolean;
  databaseUrl: string | null;
}

interface Outcome {
  one: HardCase;
  right: boolean;
  wrongMatch: boolean;
  said: string;
}

/** `eval hard`: problems of the kinds that break matchers, on the starter's flows and a library of our own writing. */
export async function evalHard({ folder, json, databaseUrl }: EvalHard): Promise<number> {
  const terminal = openTerminal();
  const { library, cases } = await readHardCases(folder);
  const starter = await readStarterContent();
  const flows = [...starter.flows.map((flow) => ({ ...flow, id: flow.slug })), ...library];
  const database = await openTempDatabase(databaseUrl);
  const embedder = await cachedOnDisk(await openEmbedder());
  const services = servicesOver(database, embedder, quietLog());
  const account = await importScenario(services, { name: 'hard cases', flows, queries: [] }, terminal);
  const outcomes: Outcome[] = [];
  for (const one of cases) {
    const { search } = await account.search(one.text, true);
    outcomes.push(judge(one, decideMatch(search, one.text), account.idOf));
  }
  for (const { one, right, wrongMatch, said } of outcomes)
    if (!right)
      terminal.say(
        `${wrongMatch ? 'WRONG' : 'short'}  ${one.kind}${one.final ? ' (final)' : ''}: ${JSON.stringify(one.text.slice(0, 90))}: ${said}`,
      );
  const kinds = [...new Set(cases.map(({ kind }) => kind))];
  const report = {
    command: 'eval hard',
    seed: 0,
    machine: describeMachine(),
    parts: { database: database.kind, embeddings: embedder.id },
    bars: kinds.flatMap((kind) =>
      barsOf(
        kind,
        outcomes.filter(({ one }) => one.kind === kind),
      ),
    ),
    figures: finalFigures(outcomes),
  };
  return conclude(terminal, report, json);
}

/** What counts as right differs by kind: two problems are offered both; what nobody can know is not matched wrongly. */
function judge(one: HardCase, match: Match, idOf: ReadonlyMap<string, string>): Outcome {
  const offered = (match.kind === 'near' ? match.flows : match.kind === 'matched' ? [match.flow] : []).map(
    ({ flowId }) => idOf.get(flowId) ?? '',
  );
  const wrongMatch = match.kind === 'matched' && (one.flows.length !== 1 || one.flows[0] !== offered[0]);
  const lenient = one.kind === 'foreign' || one.kind === 'one-word';
  const right = lenient
    ? !wrongMatch &&
      (match.kind === 'none' || one.flows.length === 0 || one.flows.some((id) => offered.includes(id)))
    : !wrongMatch && one.flows.length > 0 && one.flows.every((id) => offered.includes(id));
  return {
    one,
    right,
    wrongMatch,
    said: `${match.kind} ${offered.join(', ')} (${match.confidence.toFixed(2)})`,
  };
}

const share = (some: readonly Outcome[], is: (one: Outcome) => boolean): number =>
  (100 * some.filter(is).length) / Math.max(some.length, 1);

const barsOf = (kind: string, some: readonly Outcome[]): Bar[] => [
  bar(
    { name: `${kind}: right, of ${some.length}`, value: share(some, ({ right }) => right), unit: '%' },
    { atLeast: 90 },
  ),
  bar(
    { name: `${kind}: matched wrong`, value: share(some, ({ wrongMatch }) => wrongMatch), unit: '%' },
    { atMost: 2 },
  ),
];

function finalFigures(outcomes: readonly Outcome[]): Figure[] {
  const final = outcomes.filter(({ one }) => one.final);
  return [
    figure(
      `right, of the ${final.length} kept aside`,
      share(final, ({ right }) => right),
      '%',
    ),
    figure(
      'matched wrong, of those kept aside',
      share(final, ({ wrongMatch }) => wrongMatch),
      '%',
    ),
  ];
}
