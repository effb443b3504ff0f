import type { ModalView } from '@slack/types';
import type { Budget, LedgerOfDay } from '../../domain/ledger.js';
import type { Trouble } from '../../domain/trouble.js';
import { field, view } from '../ids.js';
import { settingsMetadata } from '../payloads.js';
import { context, section, stack } from './elements.js';
import { modal, textInput } from './inputs.js';
import type { Mrkdwn } from './text.js';
import { troubleWords } from './trouble-words.js';

/** What the AI was asked today, and what it may be asked. */
export function aiModal({
  today,
  budget,
  asksModel,
  troubles,
  settingsViewId,
}: {
  today: LedgerOfDay;
  budget: Budget;
  asksModel: boolean;
  troubles: readonly Trouble[];
  settingsViewId?: string;
}): ModalView {
  const { callsPerDay, callsPerMember, centsPerDay } = budget;
  // One that does not answer is set up all the same, and may have been asked before.
  const isSetUp = asksModel || troubles.length > 0;
  return modal({
    callbackId: view.aiSave,
    title: 'AI building',
    submit: 'Save',
    metadata: settingsMetadata.encode({ settingsViewId }),
    blocks: stack(
      ...troubles.map((trouble) => section(troubleWords(trouble))),
      isSetUp
        ? section(todayWords(today))
        : section('No model is set up: walks are built by the built-in protocols, no AI.'),
      isSetUp ? context(detailWords(today)) : null,
      textInput(field.callsPerDay, {
        label: 'Requests a day',
        value: String(callsPerDay),
        max: 7,
        hint: 'Of everybody together, counted in UTC days. Flows and ad hoc walks go on when they are used up.',
      }),
      textInput(field.callsPerMember, {
        label: 'Requests a day of one person',
        value: String(callsPerMember),
        max: 7,
      }),
      textInput(field.centsPerDay, {
        label: 'Cost a day, at most',
        value: centsPerDay === null ? '' : (centsPerDay / 100).toFixed(2),
        max: 10,
        optional: true,
        hint: 'In US dollars. Empty: only requests are counted.',
      }),
    ),
  });
}

function todayWords({ calls, costMicros }: LedgerOfDay): Mrkdwn {
  return `*Today:* ${calls.toLocaleString('en-US')} requests, cost $${(costMicros / 1_000_000).toFixed(2)}`;
}

function detailWords({ ahead, repairs, resends, hit, joined, missed }: LedgerOfDay): Mrkdwn {
  const clicks = hit + joined + missed;
  const share =
    clicks === 0
      ? 'nobody has clicked yet'
      : `${Math.round((100 * (hit + joined)) / clicks)} % of ${clicks} clicks found their step`;
  return `${ahead} asked ahead  ·  ${repairs} repairs  ·  ${resends} sent again  ·  ${share} there or on its way`;
}
