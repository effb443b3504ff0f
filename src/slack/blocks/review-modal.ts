import type { KnownBlock, ModalView, Overflow } from '@slack/types';
import type { ProposalCard } from '../../domain/proposal-card.js';
import type { ReviewNode } from '../../domain/proposal-review.js';
import { action, indexed, view } from '../ids.js';
import { proposalButton, proposalPageButton, proposalStepOption, reviewMetadata } from '../payloads.js';
import { actions, button, context, divider, option, section, stack } from './elements.js';
import { modal } from './inputs.js';
import { packed, pieces } from './pack.js';
import { similarWords } from './proposal-card.js';
import { stepWords, tallyWords, waysWords } from './proposal-outline.js';
import { count, type Mrkdwn, mrkdwn, mrkdwnLine } from './text.js';

/** What the review shows: the proposal, what keeps it from being published, and the name of its content. */
export interface Review {
  card: ProposalCard;
  obstacles: string[];
  /** Places that look like personal data. */
  personal: string[];
  seen: string;
}

/** Steps on one page: a view holds 100 blocks, and 250 KB. */
const pageSize = 10;

/** Exactly what would be published, step by step, with a menu beside each; submitted, it is published. */
export function reviewModal({ card, obstacles, personal, seen }: Review, wanted = 1): ModalView {
  const { proposalId, revision, review } = card;
  const pages = Math.max(1, Math.ceil(review.nodes.length / pageSize));
  const page = Math.min(Math.max(1, wanted), pages);
  const steps = review.nodes.slice((page - 1) * pageSize, page * pageSize);
  return modal({
    callbackId: view.proposalPublish,
    title: 'Review',
    submit: card.state === 'open' && obstacles.length === 0 ? 'Publish' : null,
    close: 'Close',
    metadata: reviewMetadata.encode({ proposalId, seen, revision, page }),
    blocks: stack(
      ...(page === 1 ? head(card, obstacles, personal) : []),
      ...steps.flatMap((node) => stepBlocks(node, review.nodes)),
      turns(proposalId, page, pages),
      context(
        'This is all that is published, letter by letter: look for names and numbers of customers in it.',
        pages > 1 ? `Page ${page} of ${pages}` : null,
      ),
    ),
  });
}

function head(card: ProposalCard, obstacles: readonly string[], personal: readonly string[]): KnownBlock[] {
  const { proposalId, similarTo, review } = card;
  return stack(
    ...obstacles.map((words) => section(`⚠️ *Cannot be published yet.* ${mrkdwn(words, 500)}`)),
    personal.length > 0 ? section(personalWords(personal)) : null,
    similarTo ? section(similarWords(similarTo)) : null,
    section(
      `*Title:* ${mrkdwnLine(card.title, 400)}\n*Category:* ${mrkdwnLine(card.category.name, 120)}`,
      button('Edit', action.proposalDetails, proposalButton.encode({ proposalId })),
    ),
    section(phrasingWords(card.examples)),
    context(
      `${tallyWords(review)} by ${count(review.agents, 'agent')}`,
      card.isBuiltIn ? 'Built-in protocol, no AI' : '⚠️ AI-built, check before you publish',
    ),
    divider,
  );
}

const personalWords = (places: readonly string[]): Mrkdwn =>
  `🔒 *This looks like personal data or a secret:* ${mrkdwn(places.slice(0, 12).join(', '), 400)}. Edit it, unless it is meant for everybody.`;

const phrasingWords = (examples: readonly string[]): Mrkdwn =>
  ['*Found by phrasings like*', ...examples.slice(0, 10).map((one) => `• ${mrkdwnLine(one, 280)}`)].join(
    '\n',
  );

function stepBlocks(node: ReviewNode, all: readonly ReviewNode[]): KnownBlock[] {
  const [first = '–', ...more] = pieces(node.text, 2_500);
  return stack(
    section(`${stepWords(node, all)}\n${first}`, menuOf(node)),
    ...more.map((text) => section(text)),
    node.howToTell === null ? null : section(`💡 *How to find out:* ${mrkdwn(node.howToTell, 2_500)}`),
    ...inSections(waysWords(node.ways)),
    divider,
  );
}

/** As many sections as the lines take. */
function inSections(lines: Mrkdwn[]): KnownBlock[] {
  const all = { size: 2_900, sections: lines.length, characters: Number.POSITIVE_INFINITY };
  return packed(
    lines.map((line) => [line]),
    all,
  ).sections.map((text) => section(text));
}

/** An overflow menu holds five options. */
function menuOf({ nodeId, level, ways }: ReviewNode): Overflow {
  const cuts = ways.flatMap(({ label, to }) => (to.kind === 'cut' ? [{ label, nodeId: to.nodeId }] : []));
  return {
    type: 'overflow',
    action_id: action.proposalStep,
    options: [
      option('Edit text', proposalStepOption.encode({ verb: 'text', nodeId })),
      ...(level === 0
        ? []
        : [option('Leave this branch out', proposalStepOption.encode({ verb: 'cut', nodeId }))]),
      ...cuts
        .slice(0, 3)
        .map((cut) =>
          option(
            `Put back: ${cut.label}`,
            proposalStepOption.encode({ verb: 'put_back', nodeId: cut.nodeId }),
          ),
        ),
    ],
  };
}

function turns(proposalId: string, page: number, pages: number): KnownBlock | null {
  const turn = (to: number) => proposalPageButton.encode({ proposalId, page: to });
  return actions(
    'proposal.page',
    page > 1 ? button('Previous', indexed(action.proposalPage, 0), turn(page - 1)) : null,
    page < pages
      ? button(`Next (${page} of ${pages})`, indexed(action.proposalPage, 1), turn(page + 1))
      : null,
  );
}
