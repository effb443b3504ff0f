import type { ModalView, SectionBlock } from '@slack/types';
import { defaultTimes, type TruthTimes, timeLimits, timeNames } from '../../domain/truth-times.js';
import { action, field, view } from '../ids.js';
import { clocksMetadata } from '../payloads.js';
import { button, context, section, stack } from './elements.js';
import { modal, numberInput } from './inputs.js';
import { count, type Mrkdwn } from './text.js';

/** The times as they are set, in the list of clocks. */
export const timesRow = (times: TruthTimes): SectionBlock =>
  section(
    `*After a fix, and walks that lie still*\n${timesWords(times)}`,
    button('Edit', action.timesEdit, 'times'),
  );

const timesWords = ({
  askHours,
  remindHours,
  giveUpHours,
  reopenDays,
  staleHours,
  sweepDays,
}: TruthTimes): Mrkdwn =>
  [
    `“Does it work?” asked after ${count(askHours, 'hour')}, again after ${count(remindHours, 'hour')}, no more after ${count(giveUpHours, 'hour')}`,
    `reopened within ${count(reopenDays, 'day')}`,
    `a still walk is asked about after ${count(staleHours, 'hour')}, closed ${count(sweepDays, 'day')} later`,
  ].join('  ·  ');

const labels: Record<keyof TruthTimes, string> = {
  askHours: 'Hours until an agent who is not sure is asked whether it works',
  remindHours: 'Hours after the fix until it is asked again',
  giveUpHours: 'Hours after the fix until it is asked no more',
  reopenDays: 'Days in which a walk can be reopened',
  staleHours: 'Hours without anything until a walk’s agent is asked about it',
  sweepDays: 'Days after that until it is closed unsolved',
};

const hints: Partial<Record<keyof TruthTimes, string>> = {
  askHours: 'A fix of an engineer’s is asked about at once.',
  giveUpHours: 'It then counts as not confirmed.',
  sweepDays: 'Everything that was recorded is kept.',
};

/** When fixes are asked about, how long walks can be reopened and may lie still. */
export function timesModal({ times, viewId }: { times: TruthTimes; viewId?: string }): ModalView {
  return modal({
    callbackId: view.timesSave,
    title: 'Fixes and still walks',
    submit: 'Save',
    metadata: clocksMetadata.encode({ viewId }),
    blocks: stack(
      ...timeNames.map((name) => {
        const { least, most } = timeLimits[name];
        const bounds = `${least} to ${most}; ${defaultTimes[name]} by default.`;
        return numberInput(field[name], {
          label: labels[name],
          hint: hints[name] ? `${hints[name]} ${bounds}` : bounds,
          min: least,
          max: most,
          value: times[name],
        });
      }),
      context('These hours count day and night. What a question has announced already stays as it was said.'),
    ),
  });
}
