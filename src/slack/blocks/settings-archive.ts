import type { KnownBlock, ModalView } from '@slack/types';
import type { Category } from '../../domain/category.js';
import { action, view } from '../ids.js';
import { categoryButton, idOption } from '../payloads.js';
import { actions, button, context, divider, listed, option, section, stack } from './elements.js';
import { modal } from './inputs.js';
import { limits } from './limits.js';
import { mrkdwnLine, plain } from './text.js';

/** More archived categories than this are restored from a menu: a view holds 100 blocks. */
const mostButtons = 15;

/** The archived categories, apart from the open ones; each can be restored. */
export function archivedBlocks(archived: readonly Pick<Category, 'id' | 'name'>[]): KnownBlock[] {
  if (archived.length === 0) return [];
  const heading = '*Archived categories*\nNothing new starts in them; what was under way goes on.';
  if (archived.length > mostButtons) {
    const menu = {
      type: 'static_select' as const,
      action_id: action.categoryRestore,
      placeholder: plain('Restore one', limits.placeholder),
      ...listed(archived.map(({ id, name }) => option(name, idOption.encode(id)))),
    };
    return [divider, section(heading, menu)];
  }
  const rows = archived.map(({ id, name }) =>
    section(
      `${mrkdwnLine(name, 120) || '–'} (archived)`,
      button('Restore', action.categoryRestore, categoryButton.encode({ categoryId: id })),
    ),
  );
  return [divider, section(heading), ...rows];
}

/** At the end of a category's modal: the way to archive it. */
export function archiveBlocks(category: Pick<Category, 'id' | 'archivedAt'>): KnownBlock[] {
  if (category.archivedAt) return stack(context('It is archived. Restore it in the list of the settings.'));
  return stack(
    actions(
      'category.archive',
      button('Archive category', action.categoryArchive, categoryButton.encode({ categoryId: category.id })),
    ),
    context(
      'Archived, it takes no new problems and its flows start no new walks. What is under way goes on, and you can restore it.',
    ),
  );
}

/** Takes the place of the modal of a category that was archived. */
export const archivedModal = (name: string): ModalView =>
  modal({
    callbackId: view.problem,
    title: 'Category archived',
    submit: null,
    close: 'Back',
    metadata: '',
    blocks: [
      section(
        `*${mrkdwnLine(name, 120) || '–'}* takes no new problems, and its flows start no new walks. Walks and escalations under way go on. Restore it at the end of the settings’ list.`,
      ),
    ],
  });
