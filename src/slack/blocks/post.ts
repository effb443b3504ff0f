import { assertNever } from '../../domain/assert-never.js';
import type { PostContent } from '../../domain/cards.js';
import { accessRequest } from './access-request.js';
import { briefMessage } from './brief-messages.js';
import { checkCard } from './check-card.js';
import { context, type Message, section, stack } from './elements.js';
import { escalationCard } from './escalation-card.js';
import { noticeMessage } from './notices.js';
import { packed, pieces } from './pack.js';
import { proposalCard } from './proposal-card.js';
import { questionCard } from './question-card.js';
import { sessionCard } from './session-card.js';
import { clock, type Links, mrkdwnLine, noLinks, person } from './text.js';
import { walkCard } from './walk-card.js';

/** Any message that Intake keeps in line with what it shows. */
export function post(content: PostContent, links: Links = noLinks): Message {
  switch (content.kind) {
    case 'session_card':
      return sessionCard(content.card);
    case 'walk_card':
      return walkCard(content.card);
    case 'note':
      return note(content);
    case 'notice':
      return noticeMessage(content.notice, content.thread, links);
    case 'escalation_card':
      return escalationCard(content.card, links);
    case 'check_card':
      return checkCard(content.card, links);
    case 'question':
      return questionCard(content.card);
    case 'brief':
      return briefMessage(content, links);
    case 'access_request':
      return accessRequest(content.card);
    case 'proposal_card':
      return proposalCard(content.card);
    default:
      return assertNever(content);
  }
}

const room = { size: 2_900, sections: 3, characters: 7_000 } as const;

/** A note in the thread. What one message cannot hold is said, and kept: the brief has all of it. */
function note({ text, by, at }: Extract<PostContent, { kind: 'note' }>): Message {
  const { sections, left } = packed(
    pieces(text, room.size - 10).map((piece) => [piece]),
    room,
  );
  return {
    text: `📝 ${person(by)}: ${mrkdwnLine(text, 300)}`,
    blocks: stack(
      ...sections.map((piece, index) => section(index === 0 ? `📝 ${piece}` : piece)),
      context(
        `Note by ${person(by)}, ${clock(at)}`,
        left > 0 ? 'shortened here, complete in “Open brief” above' : null,
      ),
    ),
  };
}
