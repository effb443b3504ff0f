import fc from 'fast-check';
import type { Problem } from '../../../src/domain/intake.js';
import type { Person } from '../../../src/domain/member.js';
import { urgencies } from '../../../src/domain/ticket.js';
import { ava, ben, erin } from './samples.js';

const nasty = [
  '<!channel> <!here> <!everyone>',
  '<@U0EVIL> <@W123> <#C0EVIL|general> <!subteam^S123|@admins>',
  '<https://evil.example|click here> https://evil.example/a?b=1&c=<2>',
  '<!date^1^{date}^https://evil.example|x>',
  '&lt;!channel&gt; &amp;&amp; <<>>',
  '*bold* _it_ ~no~ `code` ```\nblock\n``` > quote',
  'שלום עולם مرحبا بالعالم \u202Etxet esrever',
  '👩🏽‍💻🏳️‍🌈👨‍👩‍👧‍👦🇩🇪',
  '🙂',
  '   ',
  '',
  '\n\n\n',
  'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk',
];

const long = fc
  .record({
    of: fc.constantFrom('x', '&', '<', 'word ', 'é ', '界', '👍', '\n', '<!here> '),
    count: fc.constantFrom(80, 149, 151, 3_001, 10_000),
  })
  .map(({ of, count }) =>
    of
      .repeat(Math.ceil(count / of.length))
      .slice(0, count)
      .toWellFormed(),
  );

/** What people, customers and models write. */
export const words: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.lorem({ maxCount: 12 }) },
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.constantFrom(...nasty), { minLength: 2, maxLength: 40 })
      .map((all) => all.join(' ')),
  },
  { weight: 1, arbitrary: long },
);

export const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(value, { nil: null });

/** Ours, some with an id that Slack never gave and a name that somebody chose. */
export const person: fc.Arbitrary<Person> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(ava, ben, erin) },
  {
    weight: 1,
    arbitrary: fc.record({
      memberId: fc.uuid(),
      slackUserId: fc.constantFrom('', 'U1><!channel>', 'x'),
      displayName: words,
    }),
  },
);

export const at = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
export const number = fc.integer({ min: 1, max: 2_000_000 });
export const place = fc.record({
  channelId: fc.constantFrom('C0SUPPORT', 'D0AVA', '<!channel>'),
  ts: fc.constant('1700000000.000100'),
});

export const problem: fc.Arbitrary<Problem> = fc.record({
  text: words,
  customerName: maybe(words),
  customerContact: maybe(words),
  device: maybe(words),
  urgency: fc.constantFrom(...urgencies),
  private: fc.boolean(),
});
