import type { ActionsBlock, HomeView, KnownBlock, StaticSelect } from '@slack/types';
import { assertNever } from '../../domain/assert-never.js';
import type { QueueLine } from '../../domain/cards.js';
import type { IndexState } from '../../domain/index-state.js';
import type { Intake } from '../../domain/intake.js';
import type { Page } from '../../domain/page.js';
import { isPersonId } from '../../domain/post.js';
import type { ProposalLine } from '../../domain/proposal-card.js';
import type { Trouble } from '../../domain/trouble.js';
import type { GivenUp } from '../../domain/work.js';
import { action, indexed } from '../ids.js';
import {
  type HomePlace,
  homeFilterBlock,
  homePageButton,
  intakeButton,
  proposalButton,
  queueStatuses,
  statusOption,
} from '../payloads.js';
import { actions, button, context, divider, header, initial, option, section, stack } from './elements.js';
import { limits } from './limits.js';
import { type LineButton, queueLine } from './queue-line.js';
import { indexWords } from './settings-matching-modal.js';
import { channel, count, type Links, type Mrkdwn, mrkdwnLine, noLinks, person, plain } from './text.js';
import { troubleWords } from './trouble-words.js';
import { statusWords } from './words.js';

/** What one person's Home tab shows. */
export type HomeContent =
  | { kind: 'no_role'; asked: boolean }
  /** Guests, bots and deactivated people. */
  | { kind: 'not_for_you' }
  | {
      kind: 'desk';
      place: HomePlace;
      /** May start and walk problems. */
      canWalk: boolean;
      /** May open the settings. */
      canManage: boolean;
      mine: Page<QueueLine>;
      queue: Page<QueueLine>;
      /** Only for those who see escalations. */
      escalations: Page<QueueLine> | null;
      /** Only for those who review: the newest of the drafts that wait, and how many there are. */
      proposals: { lines: ProposalLine[]; total: number } | null;
      /** Intakes that still wait for this person's choice. */
      undecided: Pick<Intake, 'id' | 'problem'>[];
      /** What admins have to see to; null to everybody else. */
      warnings: {
        /** Whose escalations nobody is set to hear about, by category; null is no category. */
        unheard: 'all' | (string | null)[];
        givenUp: GivenUp;
        queueAgeMs: number;
        troubles: readonly Trouble[];
        budgetUsedUp: boolean;
        index: IndexState | null;
      } | null;
    };

type Desk = Extract<HomeContent, { kind: 'desk' }>;

/** The Home tab: my walks, the team's queue, what waits for engineers. */
export function homeView(content: HomeContent, links: Links = noLinks): HomeView {
  switch (content.kind) {
    case 'no_role':
      return home(noRoleBlocks(content.asked));
    case 'not_for_you':
      return home([
        section('Intake is for full members of this workspace. Ask a colleague to help you there.'),
      ]);
    case 'desk':
      return { ...home(deskBlocks(content, links)), private_metadata: homePageButton.encode(content.place) };
    default:
      return assertNever(content);
  }
}

const home = (blocks: KnownBlock[]): HomeView => ({ type: 'home', blocks });

const noRoleBlocks = (asked: boolean): KnownBlock[] =>
  stack(
    header('Welcome to Intake'),
    section('Intake walks every support problem down the right path. You have no role here yet.'),
    asked
      ? section('✅ You have asked for access. An admin will let you in; you will get a message.')
      : actions('access.request', button('Ask for access', action.accessRequest, 'access', 'primary')),
  );

function deskBlocks(desk: Desk, links: Links): KnownBlock[] {
  return stack(
    ...warnings(desk),
    actions(
      'home.top',
      desk.canWalk ? button('New intake', action.homeNewIntake, 'new', 'primary') : null,
      button('Escalate', action.homeEscalate, 'escalate'),
      desk.canManage ? button('Settings', action.settingsOpen, 'settings') : null,
    ),
    ...desk.undecided.map(undecided),
    ...(desk.escalations ? escalationBlocks(desk, desk.escalations, links) : []),
    ...proposalBlocks(desk),
    ...mineBlocks(desk, links),
    ...queueBlocks(desk, links),
  );
}

const noBudget =
  '⚠️ *Today’s AI budget is used up.* Problems without a flow are walked ad hoc or escalated until midnight UTC. Raise it under AI building in the settings.';

/** Work that has been due for longer than this is more than a busy moment. */
const longQueueMs = 120_000;

function warnings({ warnings: found }: Desk): (KnownBlock | null)[] {
  if (found === null) return [];
  const { unheard, givenUp, queueAgeMs } = found;
  const minutes = Math.floor(queueAgeMs / 60_000);
  const late = `⚠️ *Messages have been waiting for ${count(minutes, 'minute')}.* Slack does not take them at present; they will be sent as soon as it does.`;
  return [
    ...found.troubles.map((trouble) => section(troubleWords(trouble))),
    found.budgetUsedUp ? section(noBudget) : null,
    unheard.length > 0 ? section(unheardWords(unheard)) : null,
    givenUp.messages + givenUp.others > 0
      ? section(givenUpWords(givenUp), button('Try again', action.homeRetry, 'retry'))
      : null,
    queueAgeMs > longQueueMs ? section(late) : null,
    found.index && section(indexWords(found.index)),
  ];
}

function unheardWords(unheard: 'all' | (string | null)[]): Mrkdwn {
  const nobody = '⚠️ *Nobody is set to hear about escalations';
  const set = 'Set a channel or people in the settings.';
  if (unheard === 'all') return `${nobody}.* ${set}`;
  const names = unheard.map((name) => name ?? 'problems without a category').join(', ');
  return `${nobody} of:* ${mrkdwnLine(names, 600)}. Until then admins are told in person. ${set}`;
}

/** What will not be done by itself any more, where messages were to go, and what can be done. */
function givenUpWords({ messages, others, channelIds }: GivenUp): Mrkdwn {
  const places = channelIds
    .map((id) => (isPersonId(id) ? person({ slackUserId: id, displayName: 'somebody' }) : channel(id)))
    .join(', ');
  const where = places === '' ? '' : ` (${places})`;
  const itself = messages + others === 1 ? 'itself' : 'themselves';
  const again = `and will not be tried again by ${itself}`;
  if (messages === 0)
    return `⚠️ *${count(others, 'task')} in the background failed* ${again}. The log says why; put it right, then try again.`;
  const more = others === 0 ? '' : `, and ${count(others, 'task')} in the background failed,`;
  const next = 'Check that Intake may post there, then try again; the log says what Slack answered.';
  return `⚠️ *${count(messages, 'message')} could not be sent to Slack*${where}${more} ${again}. ${next}`;
}

const undecided = ({ id, problem }: Desk['undecided'][number]): KnownBlock =>
  section(
    `❓ *Waits for your choice:* ${mrkdwnLine(problem.text, 200)}`,
    button('Choose', action.intakeOpen, intakeButton.encode({ intakeId: id }), 'primary'),
  );

/** Nothing where none waits: most days there is none. */
function proposalBlocks({ proposals }: Desk): KnownBlock[] {
  if (!proposals || proposals.total === 0) return [];
  const { lines, total } = proposals;
  const left = total - lines.length;
  return stack(
    divider,
    header(`Flows to review (${total})`),
    ...lines.map(({ proposalId, title, categoryName }) =>
      section(
        `🌱 *${mrkdwnLine(title, 200)}*\n${mrkdwnLine(categoryName, 80)}`,
        button('Review', action.proposalReview, proposalButton.encode({ proposalId })),
      ),
    ),
    left > 0 ? context(`${left} more; they come up as these are reviewed.`) : null,
  );
}

const escalationBlocks = (desk: Desk, page: Page<QueueLine>, links: Links): KnownBlock[] =>
  listBlocks(
    { heading: 'Escalations', empty: 'Nothing waits for engineering.', list: 'escalations' },
    desk,
    page,
    links,
  );

const mineBlocks = (desk: Desk, links: Links): KnownBlock[] =>
  listBlocks(
    {
      heading: 'My walks',
      empty: desk.canWalk
        ? 'You have no open walks. Start one with New intake or `/intake`.'
        : 'You have no open walks.',
      list: 'mine',
    },
    desk,
    desk.mine,
    links,
  );

const queueBlocks = (desk: Desk, links: Links): KnownBlock[] =>
  listBlocks({ heading: 'Team queue', empty: 'Nothing here.', list: 'queue' }, desk, desk.queue, links);

type List = 'mine' | 'queue' | 'escalations';
const offers: Record<List, LineButton> = { mine: 'resume', queue: null, escalations: 'claim' };

function listBlocks(
  { heading, empty, list }: { heading: string; empty: string; list: List },
  desk: Desk,
  page: Page<QueueLine>,
  links: Links,
): KnownBlock[] {
  const { lines } = page;
  return stack(
    divider,
    header(page.total > 0 ? `${heading} (${page.total})` : heading),
    list === 'queue' ? filterBlock(desk.place) : null,
    lines.length === 0 ? section(empty) : null,
    ...lines.map((line) => queueLine(line, links, offers[list])),
    pageBlock(list, desk.place, page),
  );
}

function filterBlock(place: HomePlace): ActionsBlock | null {
  const options = queueStatuses.map((status) => option(statusWords[status], statusOption.encode(status)));
  const select: StaticSelect = {
    type: 'static_select',
    action_id: action.homeFilter,
    placeholder: plain('Show', limits.placeholder),
    options,
    ...initial(options, place.status),
  };
  return actions(homeFilterBlock.encode(place), select);
}

function pageBlock(list: List, place: HomePlace, { page, pages }: Page<QueueLine>): ActionsBlock | null {
  const turn = (to: number) => homePageButton.encode({ ...place, [`${list}Page`]: to });
  return actions(
    `home.page:${list}`,
    page > 1 ? button('Previous', indexed(action.homePage, 0), turn(page - 1)) : null,
    page < pages ? button(`Next (${page} of ${pages})`, indexed(action.homePage, 1), turn(page + 1)) : null,
  );
}
