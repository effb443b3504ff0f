import type { KnownBlock, ModalView } from '@slack/types';
import type { IndexState } from '../../domain/index-state.js';
import { type MatchReadiness, readinessSteps } from '../../domain/match-learning.js';
import { action, field, view } from '../ids.js';
import { settingsMetadata } from '../payloads.js';
import { button, context, section, stack } from './elements.js';
import { modal, radioInput } from './inputs.js';
import type { Mrkdwn } from './text.js';

/** What settings show of the matching. */
export interface MatchingView {
  readiness: MatchReadiness;
  /** Null when every text is found by meaning. */
  index: IndexState | null;
}

const names: Record<MatchReadiness, string> = {
  never: 'Always let agents choose',
  almost_certain: 'Start a flow only when almost certain',
  balanced: 'Balanced',
  readily: 'Start flows readily',
};

const meanings: Record<MatchReadiness, string> = {
  never: 'No flow starts by itself: agents see the near ones and pick.',
  almost_certain: 'Few flows start by themselves, and those are hardly ever wrong. Agents pick more often.',
  balanced: 'A flow starts by itself when it is clearly the right one; else agents pick.',
  readily: 'More flows start by themselves, and a few more of them are wrong. Agents can always leave one.',
};

/** The line of the settings that shows it. */
export const matchingRow = ({ readiness, index }: MatchingView): KnownBlock =>
  section(
    [`*Matching:* ${names[readiness]}`, index && indexWords(index)].filter(Boolean).join('\n'),
    button('Change', action.matchingEdit, 'matching'),
  );

/** How far the texts are found by meaning, and what holds meanwhile. */
export function indexWords({ embedded, total, meanwhile }: IndexState): Mrkdwn {
  const percent = Math.floor((100 * embedded) / total);
  const until = meanwhile === 'words' ? 'by their words' : 'as before';
  return `⏳ ${embedded.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} texts can be found by meaning (${percent} %). Until all are, problems are matched ${until}.`;
}

/** How readily flows start by themselves, in words. */
export function matchingModal({
  readiness,
  settingsViewId,
}: Pick<MatchingView, 'readiness'> & { settingsViewId?: string }): ModalView {
  return modal({
    callbackId: view.matchingSave,
    title: 'Matching',
    submit: 'Save',
    metadata: settingsMetadata.encode({ settingsViewId }),
    blocks: stack(
      radioInput(field.readiness, {
        label: 'When does a flow start by itself?',
        words: names,
        order: readinessSteps,
        value: readiness,
      }),
      ...readinessSteps.map((step) => context(`*${names[step]}:* ${meanings[step]}`)),
      context(
        'It holds from the next intake on. Intake also learns from what agents choose and from “Wrong flow”.',
      ),
    ),
  });
}
