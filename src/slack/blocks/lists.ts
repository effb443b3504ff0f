import type { KnownBlock } from '@slack/types';
import type { QueueLine } from '../../domain/cards.js';
import type { Page } from '../../domain/page.js';
import type { SessionStatus } from '../../domain/session.js';
import { action, indexed } from '../ids.js';
import { listPageButton } from '../payloads.js';
import { actions, button, context, type Message, section, stack } from './elements.js';
import { packed } from './pack.js';
import { queueLine } from './queue-line.js';
import { type Links, mrkdwnLine, noLinks } from './text.js';
import { statusWords } from './words.js';

/** The answer to `/intake queue`. */
export const queueMessage = (page: Page<QueueLine>, status: SessionStatus, links: Links = noLinks): Message =>
  listMessage(
    { which: status, heading: `Team queue: ${statusWords[status].toLowerCase()}`, empty: 'Nothing here.' },
    page,
    links,
  );

/** The answer to `/intake mine`. */
export const mineMessage = (page: Page<QueueLine>, links: Links = noLinks): Message =>
  listMessage(
    {
      which: 'mine',
      heading: 'My walks',
      empty: 'You have no open walks. Start one with `/intake` and the problem.',
    },
    page,
    links,
  );

interface List {
  which: 'mine' | SessionStatus;
  heading: string;
  empty: string;
}

function listMessage({ which, heading, empty }: List, page: Page<QueueLine>, links: Links): Message {
  const { lines } = page;
  return {
    text: lines.length === 0 ? `${heading}: ${empty}` : `${heading} (${page.total})`,
    blocks: stack(
      section(page.total > 0 ? `*${heading}* (${page.total})` : `*${heading}*`),
      lines.length === 0 ? section(empty) : null,
      ...lines.map((line) => queueLine(line, links, which === 'mine' ? 'resume' : null)),
      turnPage(which, page),
    ),
  };
}

function turnPage(which: List['which'], { page, pages }: Page<QueueLine>): KnownBlock | null {
  const turn = (to: number) => listPageButton.encode({ which, page: to });
  return actions(
    'list.page',
    page > 1 ? button('Previous', indexed(action.listPage, 0), turn(page - 1)) : null,
    page < pages ? button(`Next (${page} of ${pages})`, indexed(action.listPage, 1), turn(page + 1)) : null,
  );
}

interface FlowList {
  flows: readonly { slug: string; title: string }[];
  /** How many are published, listed or not. */
  total: number;
}

/** The answer to `/intake flows`: what can be named after `--flow`. */
export function flowsMessage({ flows, total }: FlowList): Message {
  const lines = flows.map(({ slug, title }) => `• ${mrkdwnLine(title, 100)} – \`${mrkdwnLine(slug, 80)}\``);
  const heading = flows.length === 0 ? 'No flow is published yet.' : `*Published flows* (${total})`;
  const { sections, left: cut } = packed(
    lines.map((line) => [line]),
    { size: 2_900, sections: 2, characters: 5_500 },
  );
  return {
    text: heading,
    blocks: stack(
      section(heading),
      ...sections.map((text) => section(text)),
      context(moreFlowsWords({ listed: flows.length, total, left: cut + total - flows.length })),
      context('`/intake --flow NAME` and the problem starts with one of them.'),
    ),
  };
}

function moreFlowsWords({ listed, total, left }: { listed: number; total: number; left: number }) {
  if (left === 0) return null;
  const form = 'the form of `/intake` alone lists';
  return listed === total
    ? `${left} more; ${form} them.`
    : `${left} more; ${form} the first ${listed} by title, and \`/intake\` and the problem searches all.`;
}

/** The answer to `/intake help`. */
export function helpMessage(): Message {
  const text = [
    '*Intake walks a support problem down the right path.*',
    '`/intake` and the problem, in the customer’s words – finds the flow that fits and opens a thread.',
    '`/intake` alone – the same with name, contact, device and urgency.',
    '`/intake mine` – your open walks, to go on with.',
    '`/intake queue` – the team’s walks; add `escalated`, `resolved` or `abandoned` for others.',
    '`/intake escalate` and the problem – straight to engineering, without a walk.',
    '`/intake --flow NAME`, `--build` or `--adhoc` and the problem – past the matcher; `/intake flows` lists the names.',
    '`/intake --private` and the problem – walked in a direct message; channels see nothing that anybody wrote.',
    '`/intake settings` – categories, channels and roles, for admins.',
    '`/intake help` – this.',
  ].join('\n');
  return {
    text,
    blocks: stack(
      section(text),
      context('In the thread, press the customer’s answer. What you type there is kept as a note.'),
      context('From every step you can go back, escalate, hand over or stop; nothing is lost.'),
      context('Steps that were built and have helped become flows once an engineer has reviewed them.'),
    ),
  };
}

/** The command that was most likely meant; `queue_status` is one that the queue does not have. */
export type Meant = 'help' | 'mine' | 'flows' | 'settings' | 'queue' | 'escalate' | 'queue_status';

/** The answer to what is most likely a command that was not quite typed. */
export function hintMessage(typed: string, meant: Meant): Message {
  const name = mrkdwnLine(typed, 80);
  const text =
    meant === 'queue_status'
      ? 'The queue is listed by `/intake queue`, or with `active`, `escalated`, `resolved` or `abandoned` after it.'
      : `Did you mean \`/intake ${meant}\`?`;
  return {
    text,
    blocks: stack(
      section(text),
      context(
        `Nothing was started. If “${name}” is the problem, type \`/intake\` and a few more words of it.`,
      ),
    ),
  };
}
