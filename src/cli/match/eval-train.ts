import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Embedder } from '../../ai/embedder.js';
import { certaintyInputNames } from '../../domain/match-certainty.js';
import type { MatchModel } from '../../domain/match-model.js';
import { phrasesOf } from '../../domain/match-phrases.js';
import { rankInputNames } from '../../domain/match-rank.js';
import { type Figure, figure } from '../shared/bars.js';
import { openEmbedder, servicesOver } from '../shared/library.js';
import { quietLog } from '../shared/quiet-log.js';
import { conclude, describeMachine } from '../shared/report.js';
import { openTempDatabase } from '../shared/temp-database.js';
import { openTerminal } from '../shared/terminal.js';
import { cachedOnDisk } from './disk-cached-embedder.js';
import { type EvalMatch, sample } from './eval-match.js';
import { proposeFor, reportLeftOut, withAll, withoutFlows, withoutScenario } from './left-out.js';
import { definitionOf, readScenario, type Scenario } from './scenario.js';
import { importScenario } from './scenario-account.js';
import { smallLibraries, smallWeight } from './small-libraries.js';
import { type Case, learnFrom, type PreparedLesson, prepare } from './train-model.js';
import { weightsFile } from './weights-file.js';

export type EvalTrain = Omit<EvalMatch, 'vectors' | 'diagrams'> & {
  /** Where the weights go; null leaves them and only reports what was learned. */
  write: string | null;
  /** Learn again without each scenario, and without each flow, and measure on what was left out. */
  leaveOneOut: boolean;
};

/** `eval train`: learns the matcher's weights from scenarios, as the product's own search answers them. */
export async function evalTrain(options: EvalTrain): Promise<number> {
  const terminal = openTerminal();
  const scenarios = await Promise.all(options.files.map(readScenario));
  const database = await openTempDatabase(options.databaseUrl);
  const embedder = await cachedOnDisk(await openEmbedder());
  const services = servicesOver(database, embedder, quietLog());
  const means: number[][] = [];
  for (const scenario of scenarios) means.push(await meanVector(embedder, scenario));
  const libraries = scenarios.flatMap((scenario) => [scenario, ...smallLibraries(scenario)]);
  const [lessons, wordLessons]: [PreparedLesson[], PreparedLesson[]] = [[], []];
  for (const scenario of libraries) {
    const { search, idOf } = await importScenario(services, scenario, terminal);
    const cases: { vectors: Case[]; words: Case[] } = { vectors: [], words: [] };
    for (const { text, kind, expected, accept } of sample(scenario, options)) {
      const accepted = kind === 'in' ? (accept ?? [expected]) : [];
      const right = new Set([...idOf].filter(([, id]) => accepted.includes(id)).map(([flowId]) => flowId));
      cases.vectors.push({ text, right, search: (await search(text, true)).search });
      cases.words.push({ text, right, search: (await search(text, false)).search });
      terminal.progress(cases.vectors.length, scenario.queries.length, `problems of ${scenario.name}`);
    }
    const lesson = { name: scenario.name, weight: scenarios.includes(scenario) ? 1 : smallWeight };
    lessons.push({ ...lesson, cases: cases.vectors.map(prepare) });
    wordLessons.push({ ...lesson, cases: cases.words.map(prepare) });
  }
  terminal.say('Learning.');
  const models = { vectors: learnFrom(lessons), words: learnFrom(wordLessons, true) };
  const apart = options.leaveOneOut ? leaveOut(models.vectors, lessons, libraries, terminal.say) : [];
  if (options.write !== null) {
    const head = {
      date: new Date().toISOString().slice(0, 10),
      data: options.files.map((file) => basename(file)),
      seed: options.seed,
      limit: options.limit,
      embedder: embedder.id,
    };
    await writeFile(options.write, weightsFile(models, meanOf(means), head));
  }
  const report = {
    command: 'eval train',
    seed: options.seed,
    machine: describeMachine(),
    parts: { database: database.kind, embeddings: embedder.id },
    bars: [],
    figures: [
      figure('inputs of the order', rankInputNames.length, 'numbers'),
      figure('inputs of the certainty', certaintyInputNames.length, 'numbers'),
      ...apart,
    ],
  };
  return conclude(terminal, report, options.json);
}

/** Measures on what was left out in both ways, and says which thresholds hold the limits in every scenario of both. */
function leaveOut(
  model: MatchModel,
  lessons: readonly PreparedLesson[],
  scenarios: readonly Scenario[],
  say: (line: string) => void,
): Figure[] {
  const ways = {
    fit: withAll(model, lessons, scenarios),
    'without the scenario': withoutScenario(lessons, scenarios),
    'without the flow': withoutFlows(lessons, scenarios),
  };
  const figures = Object.entries(ways).flatMap(([what, all]) => reportLeftOut(what, all, say));
  proposeFor('all of them', Object.values(ways).flat(), say);
  return figures;
}

/** The mean vector of a scenario's flows' texts. */
async function meanVector(embedder: Embedder, { flows }: Scenario): Promise<number[]> {
  const texts = flows
    .map(definitionOf)
    .flatMap((flow) => phrasesOf(flow).flatMap(({ kind, text }) => (kind === 'body' ? [] : [text])));
  return meanOf(await embedder.embed(texts, 'background'));
}

const meanOf = (vectors: readonly (readonly number[])[]): number[] =>
  (vectors[0] ?? []).map(
    (_, i) => vectors.reduce((sum, vector) => sum + (vector[i] ?? 0), 0) / vectors.length,
  );
