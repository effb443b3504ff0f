import type { KnownBlock, ModalView, StaticSelect } from '@slack/types';
import { type BusinessHours, isAroundTheClock } from '../../domain/business-hours.js';
import { type DeskSettings, isEmptyLevel } from '../../domain/escalation-clock.js';
import type { Person } from '../../domain/member.js';
import type { TruthTimes } from '../../domain/truth-times.js';
import { action, field, view } from '../ids.js';
import { clocksMetadata, idOption } from '../payloads.js';
import { button, context, divider, listed, option, section, stack } from './elements.js';
import { modal, optionsInput, peopleInput, radioInput, textInput, ticksInput, timeInput } from './inputs.js';
import { limits } from './limits.js';
import { timesRow } from './settings-times-modal.js';
import { count, group, type Mrkdwn, mrkdwnLine, plain } from './text.js';

/** The clocks as they are set, for the list of them. */
export interface ClocksView {
  times: TruthTimes;
  account: DeskSettings;
  categories: { categoryId: string; name: string; settings: DeskSettings }[];
}

/** More categories of their own than this are counted, not listed: a view holds 100 blocks. */
const mostListed = 30;

/** What holds by default, and which categories differ; each is edited above it. */
export function clocksModal({ times, account, categories }: ClocksView): ModalView {
  const own = categories.filter(({ settings }) => isOwn(settings));
  return modal({
    callbackId: view.clocks,
    title: 'Clocks and on-call',
    submit: null,
    close: 'Back',
    metadata: '',
    blocks: stack(
      section(
        `*Where a category says nothing*\n${settingsWords(account)}`,
        button('Edit', action.clocksEdit, 'account'),
      ),
      divider,
      ...own
        .slice(0, mostListed)
        .map(({ name, settings }) =>
          section(`*${mrkdwnLine(name, 120) || '–'}*\n${settingsWords(settings)}`),
        ),
      own.length > mostListed ? context(`${own.length - mostListed} more categories have their own.`) : null,
      categories.length > 0 ? pick(categories) : null,
      context(
        'Before the target the card’s thread is warned. Then on-call, the next level and the admins are called, one after the other.',
      ),
      divider,
      timesRow(times),
    ),
  });
}

const isOwn = (settings: DeskSettings): boolean =>
  settings.claimMinutes !== null ||
  settings.firstActionMinutes !== null ||
  settings.businessHours !== null ||
  !isEmptyLevel(settings.onCall) ||
  !isEmptyLevel(settings.nextLevel);

function pick(categories: ClocksView['categories']): KnownBlock {
  const select: StaticSelect = {
    type: 'static_select',
    action_id: action.clocksPick,
    placeholder: plain('Choose a category', limits.placeholder),
    ...listed(categories.map(({ categoryId, name }) => option(name, idOption.encode(categoryId)))),
  };
  return section('Set it for one category:', select);
}

function settingsWords(settings: DeskSettings): Mrkdwn {
  const minutes = (words: string, of: number | null) =>
    of === null ? null : of === 0 ? `${words}: no clock` : `${words} within ${count(of, 'minute')}`;
  const level = (words: string, { groupId, memberIds }: DeskSettings['onCall']) => {
    const who = [groupId && group(groupId), memberIds.length > 0 ? count(memberIds.length, 'person') : null];
    const named = who.filter((part) => part);
    return named.length === 0 ? null : `${words}: ${named.join(', ').replace('persons', 'people')}`;
  };
  const parts = [
    minutes('claimed', settings.claimMinutes),
    minutes('first action', settings.firstActionMinutes),
    settings.businessHours && hoursText(settings.businessHours),
    level('on call', settings.onCall),
    level('next level', settings.nextLevel),
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'No clock: nobody is called, whatever waits.' : parts.join('  ·  ');
}

const dayWords = { 1: 'Mon', 2: 'Tue', 3: 'Wed', 4: 'Thu', 5: 'Fri', 6: 'Sat', 7: 'Sun' } as const;
const dayOrder = ['1', '2', '3', '4', '5', '6', '7'] as const;

function hoursText(hours: BusinessHours): Mrkdwn {
  if (isAroundTheClock(hours)) return 'day and night';
  const days = dayOrder.filter((day) => hours.days.includes(Number(day))).map((day) => dayWords[day]);
  return `${days.join(' ')} ${hours.from}–${hours.to}, ${mrkdwnLine(hours.zone, 60)}`;
}

export interface ClocksEdit {
  /** Null: what holds where a category says nothing. */
  category: { categoryId: string; name: string } | null;
  settings: DeskSettings;
  onCall: Person[];
  nextLevel: Person[];
  /** The workspace's user groups; null where Intake may not read them. */
  groups: { groupId: string; handle: string }[] | null;
  zones: readonly string[];
  viewId?: string;
}

/** One category's clocks, or the default. */
export function clocksEditModal(edit: ClocksEdit): ModalView {
  const { category, settings, groups } = edit;
  const hours = settings.businessHours;
  const empty = category ? 'Empty: as for all categories. 0: no clock.' : 'Empty or 0: no clock.';
  return modal({
    callbackId: view.clocksSave,
    title: 'Clocks and on-call',
    submit: 'Save',
    metadata: clocksMetadata.encode({ categoryId: category?.categoryId, viewId: edit.viewId }),
    blocks: stack(
      section(category ? `*${mrkdwnLine(category.name, 120)}*` : '*Where a category says nothing*'),
      minutesInput(field.claimMinutes, 'Minutes to claim', empty, settings.claimMinutes),
      minutesInput(
        field.firstActionMinutes,
        'Minutes from the claim to a first action',
        `${empty} A silent claim is reminded, then taken back.`,
        settings.firstActionMinutes,
      ),
      ...hoursInputs(hours, edit.zones, category !== null),
      ...levelInputs(
        'On call',
        [field.onCallGroup, field.onCallPeople],
        groups,
        settings.onCall,
        edit.onCall,
      ),
      ...levelInputs(
        'Next level',
        [field.nextLevelGroup, field.nextLevelPeople],
        groups,
        settings.nextLevel,
        edit.nextLevel,
      ),
      groups === null
        ? context('Intake may not read user groups here: reinstall it with `usergroups:read` to choose one.')
        : null,
    ),
  });
}

const minutesInput = (
  id: typeof field.claimMinutes | typeof field.firstActionMinutes,
  label: string,
  hint: string,
  value: number | null,
) => textInput(id, { label, hint, value: value === null ? null : String(value), optional: true, max: 6 });

/** How business hours are chosen. */
export const hoursChoices = ['inherit', 'always', 'hours'] as const;

function hoursInputs(
  hours: BusinessHours | null,
  zones: readonly string[],
  ofCategory: boolean,
): KnownBlock[] {
  const chosen =
    hours === null ? (ofCategory ? 'inherit' : 'always') : isAroundTheClock(hours) ? 'always' : 'hours';
  const set = hours && chosen === 'hours' ? hours : null;
  const words = { inherit: 'As for all categories', always: 'Day and night', hours: 'The hours below' };
  const order = hoursChoices.filter((one) => ofCategory || one !== 'inherit');
  return [
    radioInput(field.hours, { label: 'When does the clock run?', words, order, value: chosen }),
    ticksInput(field.days, {
      label: 'Days',
      words: dayWords,
      order: dayOrder,
      values: dayOrder.filter((day) => (set?.days ?? [1, 2, 3, 4, 5]).includes(Number(day))),
      optional: true,
    }),
    timeInput(field.from, { label: 'From', value: set?.from ?? '09:00', optional: true }),
    timeInput(field.to, {
      label: 'To',
      value: set?.to ?? '17:00',
      optional: true,
      hint: 'Not later than “From”: on the next day.',
    }),
    optionsInput(field.zone, {
      label: 'Time zone',
      placeholder: 'Choose a time zone',
      options: zones.map((zone) => option(zone, zone)),
      value: set?.zone ?? null,
      optional: true,
    }),
  ];
}

function levelInputs(
  label: string,
  [groupField, peopleField]: readonly [
    typeof field.onCallGroup | typeof field.nextLevelGroup,
    typeof field.onCallPeople | typeof field.nextLevelPeople,
  ],
  groups: ClocksEdit['groups'],
  { groupId }: DeskSettings['onCall'],
  people: Person[],
): (KnownBlock | null)[] {
  // One that is gone stays to be seen, so that it is not lost by saving something else.
  const gone = groupId !== null && !groups?.some((one) => one.groupId === groupId);
  const all = [...(groups ?? []), ...(gone ? [{ groupId, handle: `${groupId} (cannot be read)` }] : [])];
  return [
    all.length === 0
      ? null
      : optionsInput(groupField, {
          label: `${label}: user group`,
          placeholder: 'Choose a user group',
          options: all.map((one) => option(`@${one.handle}`, one.groupId)),
          value: groupId,
          optional: true,
        }),
    peopleInput(peopleField, {
      label: `${label}: people`,
      slackUserIds: people.map(({ slackUserId }) => slackUserId),
    }),
  ];
}
