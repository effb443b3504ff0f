import { describe, expect, it } from 'vitest';
import {
  ConflictError,
  type IntakeError,
  InvalidInputError,
  NotFoundError,
  PermissionDeniedError,
} from '../../../src/domain/errors.js';
import { actions } from '../../../src/domain/policy.js';
import { noticeText } from '../../../src/slack/blocks/notices.js';
import { packed, pieces } from '../../../src/slack/blocks/pack.js';
import { post } from '../../../src/slack/blocks/post.js';
import { refusal, unexpected } from '../../../src/slack/blocks/refusals.js';
import { linksOf, linkTo, mrkdwn, person, quote } from '../../../src/slack/blocks/text.js';
import { buttonsOf, wordsOf } from './check.js';
import { at, ava, ben, id } from './samples.js';

describe('people’s text', () => {
  it('mentions and links nobody', () => {
    expect(mrkdwn('<!channel> <@U1> & co')).toBe('&lt;!channel&gt; &lt;@U1&gt; &amp; co');
  });

  it('is cut with an ellipsis, never in the middle of an escape or a character', () => {
    expect(mrkdwn('a&b', 6)).toBe('a…');
    expect(mrkdwn('👍👍', 3)).toBe('👍…');
    expect(mrkdwn('short', 5)).toBe('short');
  });

  it('is shown as it was typed: what would make it bold, italic or struck through is written out', () => {
    const literal = (marks: string) => `<!date^00000000^{_}|${marks}>`;
    expect(mrkdwn('it is *very* slow')).toBe(`it is ${literal('*')}very${literal('*')} slow`);
    expect(mrkdwn('_urgent_ ~no~')).toBe(
      `${literal('_')}urgent${literal('_')} ${literal('~')}no${literal('~')}`,
    );
    expect(mrkdwn('**bold**, __init__')).toBe(
      `${literal('**')}bold${literal('**')}, ${literal('__')}init${literal('__')}`,
    );
    expect(mrkdwn('a ***** b')).toBe(`a ${literal('*****')} b`);
  });

  it('keeps marks that mean nothing, and what stands in code', () => {
    for (const text of ['my_file_name.txt', '2 * 3', '* a list', '5*3*2', '`my *code* _here_` and `~x~`'])
      expect(mrkdwn(text)).toBe(text);
  });

  it('is never cut in the middle of a mark that is written out', () => {
    for (let max = 3; max < 120; max += 1) {
      const cut = mrkdwn('a *b* _c_ ~d~ *e*', max);
      expect(cut.length).toBeLessThanOrEqual(max);
      expect(cut.replace(/<!date\^00000000\^\{_\}\|[*_~]+>/g, '')).not.toMatch(/[<>*_~]/);
    }
  });

  it('fits pieces also where every other character has to be written out', () => {
    const text = '*a_ ~b* '.repeat(400);
    const parts = pieces(text, 500);
    expect(parts.every((part) => part.length <= 500)).toBe(true);
    const read = parts.join(' ').replace(/<!date\^00000000\^\{_\}\|([*_~]+)>/g, '$1');
    expect(read.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  });

  it('is quoted line by line, and long quotes say that there is more', () => {
    expect(quote('one\ntwo', 100)).toBe('&gt; one\n&gt; two');
    expect(quote('one\ntwo\nthree', 100, 2)).toBe('&gt; one\n&gt; two…');
  });

  it('is no mention even where it poses as one of us', () => {
    expect(person(ava)).toBe('<@U0AVA>');
    expect(person({ slackUserId: 'U1><!channel>', displayName: '<!here>' })).toBe('&lt;!here&gt;');
  });

  it('is split at words and loses none of them', () => {
    const text = Array.from({ length: 300 }, (_, index) => `w${index}`).join(' ');
    const parts = pieces(text, 200);
    expect(parts.every((part) => part.length <= 200)).toBe(true);
    expect(parts.join(' ')).toBe(text);
  });

  it('is packed whole or counted as left', () => {
    const room = { size: 10, sections: 2, characters: 100 };
    expect(packed([['aaaa'], ['bbbb'], ['cccc']], room)).toEqual({
      sections: ['aaaa\nbbbb', 'cccc'],
      left: 0,
    });
    expect(packed([['a'.repeat(9)], ['b'.repeat(9)], ['c'.repeat(9)]], room)).toMatchObject({ left: 1 });
  });
});

it('links to a message by its permalink, or names its channel', () => {
  const place = { channelId: 'C0SUPPORT', ts: '1700000000.000100' };
  const links = linksOf('https://acme.slack.com/');
  expect(linkTo(place, 'Thread', links)).toBe(
    '<https://acme.slack.com/archives/C0SUPPORT/p1700000000000100|Thread>',
  );
  expect(linkTo(place, 'Thread', () => null)).toBe('Thread in <#C0SUPPORT>');
  expect(linkTo({ ...place, channelId: 'D1' }, 'Thread', () => null)).toBe('Thread in a direct message');
});

describe('a refusal', () => {
  it('names who was first and where to go on', () => {
    expect(refusal(new ConflictError('answered', ben))).toBe(
      'Already answered by <@U0BEN>. The newest step is below; go on from there.',
    );
    expect(refusal(new ConflictError('claimed', ben))).toContain('<@U0BEN> has already claimed this');
  });

  it('says of a button that cannot be read that nothing was changed', () => {
    expect(refusal(new InvalidInputError('button', 'unknown'))).toContain('This button no longer works');
  });

  it('says what to type instead', () => {
    expect(refusal(new InvalidInputError('problem', 'empty'))).toBe(
      'The problem is empty. Write a few words and try again.',
    );
    expect(refusal(new InvalidInputError('note', 'too_long', 10_000))).toContain('at most 10,000 characters');
  });

  it('tells somebody without a role how to get one', () => {
    expect(refusal(new PermissionDeniedError('intake.submit', 'no_role'))).toContain('Ask for access');
  });

  const errors: IntakeError[] = [
    ...(['answered', 'ended', 'claimed', 'decided', 'access_decided', 'not_current'] as const).map(
      (what) => new ConflictError(what),
    ),
    ...actions.map((action) => new PermissionDeniedError(action, 'role')),
    ...(['no_role', 'standing', 'own_escalation'] as const).map((why) => new PermissionDeniedError('x', why)),
    ...(['empty', 'too_long', 'unknown', 'taken', 'out_of_range', 'gate_closed'] as const).map(
      (problem) => new InvalidInputError('<!channel>', problem),
    ),
    new NotFoundError('<!here>'),
  ];

  it.each(errors)('is a calm sentence and no markup: $message', (error) => {
    const words = refusal(error);
    expect(words).toMatch(/^\S.*[.!?”]$/s);
    expect(words).not.toMatch(/<!|undefined|null|\[object/);
  });
});

it('gives a fault of ours a reference', () => {
  expect(unexpected('a1b2')).toContain('`a1b2`');
});

describe('notices and notes', () => {
  it('say who did what', () => {
    expect(noticeText({ kind: 'claimed', by: ben, ticketNumber: 12, sessionId: id(10) })).toBe(
      '🛠️ <@U0BEN> has claimed #12 and takes it from here.',
    );
    expect(noticeText({ kind: 'handed_over', from: ava, to: ben, ticketNumber: 12, sessionId: id(10) })).toBe(
      '<@U0AVA> has handed #12 over to <@U0BEN>.',
    );
  });

  it('say where a walk goes on when the channel is closed to Intake', () => {
    const notice = { kind: 'moved_to_direct_message', ticketNumber: 12, channelId: 'C0SUPPORT' } as const;
    expect(noticeText(notice)).toContain('I am not in <#C0SUPPORT>');
    const archived = noticeText({ ...notice, trouble: 'gone' });
    expect(archived).toContain('<#C0SUPPORT> is archived or deleted, so #12 goes on in a direct message');
    expect(archived).not.toContain('invite');
    expect(noticeText({ ...notice, trouble: 'headless' })).toContain(
      'Slack did not take my messages in <#C0SUPPORT>',
    );
  });

  it('show a note with its author', () => {
    const message = post({ kind: 'note', text: 'Restarted twice', by: ava, at });
    expect(wordsOf(message)).toContain('📝 Restarted twice');
    expect(wordsOf(message)).toContain('Note by <@U0AVA>');
  });

  it('ask those who give roles, until one is given', () => {
    const card = { memberId: id(2), person: ben, granted: null, declined: false };
    expect(buttonsOf(post({ kind: 'access_request', card }))).toEqual([
      'Add as L1 agent!',
      'Add as engineer',
      'Not now',
    ]);
    const given = post({ kind: 'access_request', card: { ...card, granted: 'l1' } });
    expect(buttonsOf(given)).toEqual([]);
    expect(wordsOf(given)).toContain('<@U0BEN> can use Intake: L1 agent.');
    const declined = post({ kind: 'access_request', card: { ...card, declined: true } });
    expect(buttonsOf(declined)).toEqual([]);
  });
});
