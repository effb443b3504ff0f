import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { certaintyOf } from '../../domain/match.js';
import { certaintyInputNames } from '../../domain/match-certainty.js';
import type { MatchModel } from '../../domain/match-model.js';
import { rank, rankInputNames } from '../../domain/match-rank.js';
import { figure } from '../shared/bars.js';
import { openEmbedder, servicesOver } from '../shared/library.js';
import { quietLog } from '../shared/quiet-log.js';
import { conclude, describeMachine } from '../shared/report.js';
import { openTempDatabase } from '../shared/temp-database.js';
import { openTerminal, type Terminal } from '../shared/terminal.js';
import { cachedOnDisk } from './disk-cached-embedder.js';
import { type EvalMatch, sample } from './eval-match.js';
import { type Figures, figuresOf, type Judged, meanFigures } from './figures.js';
import { proposeThresholds } from './propose-thresholds.js';
import { readScenario, type Scenario } from './scenario.js';
import { importScenario } from './scenario-account.js';
import { type Case, learnFrom, type PreparedLesson, prepare } from './train-model.js';
import { weightsFile } from './weights-file.js';

export type EvalTrain = Omit<EvalMatch, 'vectors' | 'diagrams'> & {
  /** Where the weights go; null leaves them and only reports what was learned. */
  write: string | null;
  /** Learn again without each scenario, and measure on it. */
  leaveOneOut: boolean;
};

/** `eval train`: learns the matcher's weights from scenarios, as the product's own search answers them. */
export async function evalTrain(options: EvalTrain): Promise<number> {
  const terminal = openTerminal();
  const scenarios = await Promise.all(options.files.map(readScenario));
  const database = await openTempDatabase(options.databaseUrl);
  const embedder = await cachedOnDisk(await openEmbedder());
  const services = servicesOver(database, embedder, quietLog());
  const [lessons, wordLessons]: [PreparedLesson[], PreparedLesson[]] = [[], []];
  for (const scenario of scenarios) {
    const { search, idOf } = await importScenario(services, scenario, terminal);
    const cases: { vectors: Case[]; words: Case[] } = { vectors: [], words: [] };
    for (const { text, kind, expected, accept } of sample(scenario, options)) {
      const accepted = kind === 'in' ? (accept ?? [expected]) : [];
      const right = new Set([...idOf].filter(([, id]) => accepted.includes(id)).map(([flowId]) => flowId));
      cases.vectors.push({ text, right, search: (await search(text, true)).search });
      cases.words.push({ text, right, search: (await search(text, false)).search });
      terminal.progress(cases.vectors.length, scenario.queries.length, `problems of ${scenario.name}`);
    }
    lessons.push({ name: scenario.name, cases: cases.vectors.map(prepare) });
    wordLessons.push({ name: scenario.name, cases: cases.words.map(prepare) });
  }
  terminal.say('Learning.');
  const models = { vectors: learnFrom(lessons), words: learnFrom(wordLessons, true) };
  const apart = options.leaveOneOut ? leaveOneOut(lessons, scenarios, terminal) : null;
  const proposal = apart && proposeThresholds(apart.map(({ judged }) => judged));
  if (proposal)
    terminal.say(`Left out one by one, these thresholds hold the limits: ${JSON.stringify(proposal)}`);
  if (options.write !== null) {
    const head = {
      date: new Date().toISOString().slice(0, 10),
      data: options.files.map((file) => basename(file)),
      seed: options.seed,
      limit: options.limit,
      embedder: embedder.id,
    };
    await writeFile(options.write, weightsFile(models, head));
  }
  const mean = apart && meanFigures(apart.map(({ figures }) => figures));
  const report = {
    command: 'eval train',
    seed: options.seed,
    machine: describeMachine(),
    parts: { database: database.kind, embeddings: embedder.id },
    bars: [],
    figures: [
      figure('inputs of the order', rankInputNames.length, 'numbers'),
      figure('inputs of the certainty', certaintyInputNames.length, 'numbers'),
      ...(mean
        ? [
            figure('left out: top-1, mean', 100 * mean.top1, '%'),
            figure('left out: recall@3, mean', 100 * mean.recall3, '%'),
            figure('left out: out-of-scope AUROC, mean', 100 * mean.auroc, '%'),
            figure('left out: calibration error, mean', 100 * mean.calibrationError, '%'),
          ]
        : []),
    ],
  };
  return conclude(terminal, report, options.json);
}

/** Flows that are also in another scenario would be learned there: those lessons are left out with it. */
function leaveOneOut(
  lessons: readonly PreparedLesson[],
  scenarios: readonly Scenario[],
  terminal: Terminal,
): { judged: Judged[]; figures: Figures }[] {
  const ids = scenarios.map(({ flows }) => new Set(flows.map(({ id }) => id)));
  const shares = (a: number, b: number) => [...(ids[a] ?? [])].some((id) => ids[b]?.has(id));
  return lessons.map((lesson, at) => {
    const others = lessons.filter((_, other) => other !== at && !shares(at, other));
    const judged = others.length === 0 ? [] : judgeBy(learnFrom(others), lesson, scenarios[at]);
    const figures = figuresOf(judged);
    terminal.say(`${lesson.name}, learned without it: ${JSON.stringify(figures)}`);
    return { judged, figures };
  });
}

function judgeBy(model: MatchModel, { cases }: PreparedLesson, scenario: Scenario | undefined): Judged[] {
  const near = new Set(scenario?.queries.filter(({ kind }) => kind === 'oos_near').map(({ text }) => text));
  return cases.map(({ problem, compared, right, length, text }) => {
    const ranked = rank(compared, model.order);
    const { confidence, noneFits } = certaintyOf(problem, ranked, model, length);
    const place = ranked.findIndex(({ candidate }) => right.has(candidate.flowId)) + 1;
    return {
      kind: right.size > 0 ? 'in' : near.has(text) ? 'oos_near' : 'oos_far',
      decision: 'near',
      place: place === 0 ? Number.POSITIVE_INFINITY : place,
      confidence,
      noneFits,
      standing: 0.4 * confidence + 0.6 * (1 - noneFits),
      ms: 0,
    };
  });
}
