import type { HistoryRow } from '../../store/history-store.js';
import { createStore } from '../../store/store.js';
import { findAccount } from '../flows/account.js';
import { openConfigured } from '../flows/open.js';
import { type Figure, figure, percent } from '../shared/bars.js';
import { InputError } from '../shared/command.js';
import { conclude, describeMachine } from '../shared/report.js';
import { openTerminal } from '../shared/terminal.js';

/**
 * `eval match --account ID`: how well the matcher did on an account's own history, by month, from what its agents did.
 * Reads only; holds nothing to a bar, because it measures the past.
 */
export async function evalAccount(options: { account: string; json: boolean }): Promise<number> {
  const terminal = openTerminal();
  const { database } = await openConfigured();
  const store = createStore(database);
  const account = await findAccount(store, options.account);
  if (!account) throw new InputError('There is no account in this database yet.');
  const history = await store.history.matching(account.id);
  terminal.say(`What the agents of ${account.name} (${account.slackTeamId}) made of the matching:`);
  const months = [...new Set(history.map(({ month }) => month))];
  const figures = [
    ...figuresOf('all', history),
    ...months.flatMap((month) =>
      figuresOf(
        month,
        history.filter((row) => row.month === month),
      ),
    ),
  ];
  if (history.length === 0) terminal.say('No problem has been matched yet.');
  const report = {
    command: 'eval match --account',
    seed: 0,
    machine: describeMachine(),
    parts: { database: database.kind, account: account.slackTeamId },
    bars: [],
    figures,
  };
  return conclude(terminal, report, options.json);
}

/** Of what share each thing happened; a share of nothing is left out. */
function figuresOf(when: string, rows: readonly HistoryRow[]): Figure[] {
  const matched = rows.filter(({ outcome }) => outcome === 'matched');
  const suggested = rows.filter(({ outcome }) => outcome === 'suggest');
  const judged = rows.filter(({ firstWasRight }) => firstWasRight !== null);
  const share = (name: string, part: number, whole: number): Figure[] => {
    const value = percent(part, whole);
    return value === null ? [] : [figure(`${when}: ${name} (${part} of ${whole})`, value, '%')];
  };
  const of = (list: readonly HistoryRow[], test: (row: HistoryRow) => boolean) => list.filter(test).length;
  return [
    figure(`${when}: problems`, rows.length, ''),
    ...share('started by themselves', matched.length, rows.length),
    ...share(
      'the first flow was right, of those that agents judged',
      of(judged, (row) => row.firstWasRight === true),
      judged.length,
    ),
    ...share(
      'started and right, of those judged',
      of(matched, (row) => row.firstWasRight === true),
      of(matched, (row) => row.firstWasRight !== null),
    ),
    ...share(
      'started and left as the wrong flow',
      of(matched, (row) => row.wrongFlow),
      matched.length,
    ),
    ...share(
      'a suggestion was taken',
      of(suggested, (row) => row.decision === 'use_flow'),
      suggested.length,
    ),
    ...share(
      'built anyway',
      of(suggested, (row) => row.decision === 'build'),
      suggested.length,
    ),
  ];
}
