import { assertNever } from '../../domain/assert-never.js';
import type { QueueLine, SessionCard, SourceOfWalk } from '../../domain/cards.js';
import type { ReasonCategory } from '../../domain/escalation.js';
import type { Rung } from '../../domain/escalation-clock.js';
import type { FixCheck } from '../../domain/fix.js';
import type { Problem } from '../../domain/intake.js';
import type { NewcomerPolicy, Role } from '../../domain/member.js';
import type { SessionStatus } from '../../domain/session.js';
import type { Urgency } from '../../domain/ticket.js';
import { type Mrkdwn, mrkdwn, mrkdwnLine, person } from './text.js';

export const urgencyWords: Record<Urgency, string> = {
  low: 'Low',
  normal: 'Normal',
  high: 'High',
  critical: 'Critical',
};

export const reasonWords: Record<ReasonCategory, string> = {
  needs_access: 'Needs access we do not have',
  needs_on_site: 'Needs someone on site',
  outage: 'Looks like an outage',
  not_in_the_flow: 'Not covered by the flow',
  customer_asks: 'The customer asks for it',
  other: 'Other',
};

/** Why somebody got a copy of the card from the ladder. */
export const rungWords: Record<Rung, string> = {
  on_call: '⏰ *You are on call, and nobody has claimed this yet.*',
  next_level: '⏰ *Who is on call has not claimed this, so it comes to you.*',
  admins:
    '⏰ *Nobody has claimed this, and everybody on the ladder has been called. You are an admin: give it to somebody.*',
};

export const roleWords: Record<Role, string> = {
  l1: 'L1 agent',
  engineer: 'Engineer',
  admin: 'Admin',
  owner: 'Owner',
};

export const newcomerWords: Record<NewcomerPolicy, string> = {
  ask: 'They ask, an admin decides',
  join_as_l1: 'They join as L1 agents at once',
};

export const statusWords: Record<SessionStatus, string> = {
  active: 'In progress',
  escalated: 'Escalated',
  resolved: 'Resolved',
  abandoned: 'Abandoned',
};

/** How a session stands, as one sign and one word; the sign is the same wherever the state is shown. */
export function stateOf(
  session: Pick<SessionCard, 'status' | 'stopped'> & { claimed: boolean; check: FixCheck | null },
): {
  sign: string;
  word: string;
} {
  switch (session.status) {
    case 'active':
      return session.stopped ? { sign: '⏸️', word: 'Stopped' } : { sign: '🟢', word: 'In progress' };
    case 'escalated':
      return session.claimed ? { sign: '🛠️', word: 'Claimed' } : { sign: '🚨', word: 'Escalated' };
    case 'resolved':
      return resolvedStates[session.check ?? 'confirmed'];
    case 'abandoned':
      return { sign: '⚪', word: 'Abandoned' };
    default:
      return assertNever(session.status);
  }
}

/** Resolved says only what somebody has seen work. */
const resolvedStates: Record<FixCheck, { sign: string; word: string }> = {
  awaiting: { sign: '🔎', word: 'Awaiting check' },
  confirmed: { sign: '✅', word: 'Resolved' },
  unanswered: { sign: '☑️', word: 'Not confirmed' },
  reopened: { sign: '↩️', word: 'Reopened' },
};

export const stateOfLine = (line: QueueLine): string => {
  const { sign, word } = stateOf({ ...line, claimed: line.claimedBy !== null });
  return `${sign} ${word}`;
};

/** Where a walk comes from, in a few words. */
export function sourceWords(source: SourceOfWalk): Mrkdwn {
  switch (source.kind) {
    case 'flow':
      return `Flow: ${mrkdwnLine(source.title, 160)} v${source.version}`;
    case 'ai_build':
      return source.builtIn
        ? `Built-in protocol for ${mrkdwnLine(source.category, 80)}, no AI`
        : `AI-built for ${mrkdwnLine(source.category, 80)}, check before you act`;
    case 'ad_hoc':
      return 'Ad hoc, no flow';
    case 'none':
      return 'Escalated without a walk';
    default:
      return assertNever(source);
  }
}

/** The ticket's category, where the words of its source do not name it already. */
export const categoryWords = (source: SourceOfWalk, categoryName: string | null): Mrkdwn | null =>
  categoryName === null || (source.kind === 'ai_build' && source.category === categoryName)
    ? null
    : mrkdwnLine(categoryName, 80);

/** Who the customer is and on what, as far as it was typed. Normal urgency is not worth a word. */
export function customerWords(problem: Problem): Mrkdwn | null {
  const parts = [
    problem.customerName && `👤 ${mrkdwnLine(problem.customerName, 200)}`,
    problem.customerContact && mrkdwnLine(problem.customerContact, 200),
    problem.device && mrkdwnLine(problem.device, 200),
    problem.urgency === 'normal' ? null : `*${urgencyWords[problem.urgency]} urgency*`,
  ].filter((part) => part);
  return parts.length === 0 ? null : parts.join('  ·  ');
}

/** Why a webhook was not taken, in words. */
export function failureWords(failure: string | null): Mrkdwn {
  const status = /^status_(\d+)$/.exec(failure ?? '')?.[1];
  if (status) return `it answered with status ${status}`;
  return failures[failure ?? ''] ?? 'it could not be reached';
}

const failures: Record<string, Mrkdwn> = {
  timeout: 'it did not answer in ten seconds',
  unreachable: 'it could not be reached',
  forbidden_address: 'its address is inside a private network, which is not allowed',
  not_http: 'what it answered is not HTTP',
};

/** A step of an ad hoc walk as it is kept: what was tried, and what came of it. */
export const adHocStep = (tried: string, result: string | null): string =>
  result ? `${tried}\n→ ${result}` : tried;

/** "@Ava and @Ben", "@Ava, @Ben and 3 more". */
export function people(list: Parameters<typeof person>[0][], shown = 5): Mrkdwn {
  const names = list.slice(0, shown).map(person);
  const more = list.length - names.length;
  if (more > 0) return `${names.join(', ')} and ${more} more`;
  const last = names.pop();
  return names.length > 0 ? `${names.join(', ')} and ${last}` : (last ?? mrkdwn('nobody'));
}

/** What is known of a fix of engineering's, as the escalation's card and brief tell it. */
export const fixSigns: Record<FixCheck, string> = {
  awaiting: '🔎',
  confirmed: '✅',
  unanswered: '☑️',
  reopened: '↩️',
};

export const fixStates: Record<FixCheck, string> = {
  awaiting: 'has a fix that awaits a check',
  confirmed: 'is resolved',
  unanswered: 'has a fix that nobody has confirmed',
  reopened: 'was reopened: the fix did not hold',
};
