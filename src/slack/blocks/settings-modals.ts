import type { KnownBlock, ModalView } from '@slack/types';
import type { AccountSettings } from '../../domain/account.js';
import type { Category } from '../../domain/category.js';
import type { Person } from '../../domain/member.js';
import { limits as domainLimits } from '../../domain/text.js';
import { action, field, view } from '../ids.js';
import { categoryButton, categoryMetadata, idOption, settingsMetadata } from '../payloads.js';
import { button, context, divider, listed, option, section, stack } from './elements.js';
import { channelInput, modal, peopleInput, radioInput, textInput, tickInput } from './inputs.js';
import { limits } from './limits.js';
import { archiveBlocks, archivedBlocks } from './settings-archive.js';
import { type MatchingView, matchingRow } from './settings-matching-modal.js';
import { webhookRow } from './settings-webhook-modal.js';
import { channel, count, type Mrkdwn, mrkdwnLine, plain } from './text.js';
import { newcomerWords, people } from './words.js';

/** A category as settings show it. */
export type CategoryView = Pick<
  Category,
  'id' | 'name' | 'keywords' | 'buildEnabled' | 'identityGate' | 'engineeringChannelId' | 'archivedAt'
>;

export interface SettingsView {
  account: AccountSettings;
  categories: CategoryView[];
  archivedCategories: Pick<Category, 'id' | 'name'>[];
  /** Who is told about escalations where no channel is configured. */
  recipients: Person[];
  /** Everybody with a role. */
  members: Person[];
  matching: MatchingView;
}

/** More categories than this are picked from a menu: a view holds 100 blocks. */
const mostButtons = 60;

/**
 * What admins and owners set: categories, where escalations go, people. Each opens above it.
 * @param toJoin a channel that was just saved and that Intake is not in.
 */
export function settingsModal(settings: SettingsView, toJoin: string | null = null): ModalView {
  return modal({
    callbackId: view.settings,
    title: 'Intake settings',
    submit: null,
    close: 'Done',
    metadata: '',
    blocks: stack(
      toJoin === null ? null : section(toJoinWords(toJoin)),
      section(escalationWords(settings), button('Change', action.accountEdit, 'account')),
      section(
        `*People:* ${count(settings.members.length, 'member')} with a role\n*Newcomers:* ${newcomerWords[settings.account.newcomers]}`,
        button('Roles', action.rolesOpen, 'roles'),
      ),
      section(
        '*Clocks and on-call:* how long escalations may wait, and who is called then',
        button('Set', action.clocksOpen, 'clocks'),
      ),
      webhookRow(),
      matchingRow(settings.matching),
      section(
        '*AI:* what it was asked today, what it cost, and what it may be asked',
        button('AI building', action.aiOpen, 'ai'),
      ),
      divider,
      section('*Categories*', button('Add category', action.categoryAdd, 'category')),
      ...categoryBlocks(settings.categories),
      ...archivedBlocks(settings.archivedCategories),
    ),
  });
}

const toJoinWords = (channelId: string): Mrkdwn =>
  `⚠️ Saved, but Intake is not in ${channel(channelId)} yet, so escalations cannot be posted there. Type \`/invite @Intake\` in that channel; until then people are told directly.`;

function escalationWords({ account: { defaultChannelId }, recipients }: SettingsView): Mrkdwn {
  const where = defaultChannelId === null ? null : channel(defaultChannelId);
  const who = recipients.length === 0 ? null : people(recipients);
  if (where === null && who === null)
    return '*Escalations:* ⚠️ no channel and nobody set; admins are told in person.';
  return `*Escalations:* ${[where, who].filter((part) => part !== null).join(', else ')}`;
}

function categoryBlocks(categories: CategoryView[]): KnownBlock[] {
  if (categories.length === 0)
    return [section('There are no categories yet. Add the first one to sort problems and to build walks.')];
  if (categories.length <= mostButtons)
    return categories.map((category) =>
      section(
        categoryWords(category),
        button('Edit', action.categoryEdit, categoryButton.encode({ categoryId: category.id })),
      ),
    );
  const options = categories.map(({ id, name }) => option(name, idOption.encode(id)));
  return [
    section(`${categories.length} categories. Choose one to edit it.`, {
      type: 'static_select',
      action_id: action.categoryPick,
      placeholder: plain('Choose a category', limits.placeholder),
      ...listed(options),
    }),
  ];
}

function categoryWords(category: CategoryView): Mrkdwn {
  const build = category.buildEnabled ? 'builds walks' : 'does not build walks';
  const gate = category.identityGate ? 'asks who is calling' : null;
  const where = category.engineeringChannelId === null ? null : channel(category.engineeringChannelId);
  const parts = [build, gate, where].filter((part) => part !== null);
  return `*${mrkdwnLine(category.name, 120) || '–'}*\n${parts.join('  ·  ')}`;
}

/** A new category, or one to change. */
export function categoryModal({
  category,
  recipients,
  settingsViewId,
}: {
  category: CategoryView | null;
  /** Who is told about its escalations where there is no channel. */
  recipients: Person[];
  settingsViewId?: string;
}): ModalView {
  return modal({
    callbackId: view.categorySave,
    title: category === null ? 'New category' : 'Edit category',
    submit: 'Save',
    metadata: categoryMetadata.encode({ categoryId: category?.id, settingsViewId }),
    blocks: [
      textInput(field.name, {
        label: 'Name',
        value: category?.name,
        max: domainLimits.categoryName,
        focus: true,
      }),
      textInput(field.keywords, {
        label: 'Keywords',
        value: category?.keywords.join(', '),
        multiline: true,
        optional: true,
        hint: 'Words that customers use for it, separated by commas.',
      }),
      tickInput(field.buildEnabled, {
        label: 'Building',
        tick: 'Build walks where no published flow fits',
        value: category?.buildEnabled ?? false,
      }),
      tickInput(field.identityGate, {
        label: 'Identity',
        tick: 'Ask who is calling before passwords, MFA or access',
        value: category?.identityGate ?? false,
      }),
      channelInput(field.engineeringChannel, {
        label: 'Engineering channel',
        value: category?.engineeringChannelId ?? null,
        hint: 'Its escalations go here. Empty: the default channel. Invite Intake to it first.',
      }),
      recipientsInput(recipients, 'Told in person where there is no channel.'),
      ...(category ? archiveBlocks(category) : []),
    ],
  });
}

/** Where escalations go by default, and how newcomers come in. */
export function accountModal({
  settings,
  settingsViewId,
}: {
  settings: Pick<SettingsView, 'account' | 'recipients'>;
  settingsViewId?: string;
}): ModalView {
  return modal({
    callbackId: view.accountSave,
    title: 'Escalations, newcomers',
    submit: 'Save',
    metadata: settingsMetadata.encode({ settingsViewId }),
    blocks: stack(
      channelInput(field.defaultChannel, {
        label: 'Default engineering channel',
        value: settings.account.defaultChannelId,
        hint: 'For categories without their own. Invite Intake to it first.',
      }),
      recipientsInput(settings.recipients, 'Told in person where no channel is set.'),
      radioInput(field.newcomers, {
        label: 'When somebody uses Intake for the first time',
        words: newcomerWords,
        order: ['ask', 'join_as_l1'],
        value: settings.account.newcomers,
      }),
      context('Guests, bots and deactivated people are never told.'),
    ),
  });
}

const recipientsInput = (recipients: Person[], hint: string) =>
  peopleInput(field.recipients, {
    label: 'People to tell',
    slackUserIds: recipients.map(({ slackUserId }) => slackUserId),
    hint,
  });
