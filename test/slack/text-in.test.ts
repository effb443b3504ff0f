import { expect, it } from 'vitest';
import { typedText } from '../../src/slack/text-in.js';

it.each([
  ['a &lt;b&gt; &amp;amp; &amp;lt;', 'a <b> &amp; &lt;'],
  ['see <https://x.example/a?b=1&amp;c=2|the page>', 'see https://x.example/a?b=1&c=2'],
  ['see <https://x.example>', 'see https://x.example'],
  ['write to <mailto:a@b.example|a@b.example>', 'write to a@b.example'],
  ['<@U0AVA|ava> and <@U0BEN> in <#C1|general>', '@ava and @U0BEN in #general'],
  ['<!here> <!subteam^S1|@desk> <!subteam^S1>', '@here @desk @subteam'],
  ['no markup: 3 < 4 > 2', 'no markup: 3 < 4 > 2'],
])('reads %s as a person typed it', (fromSlack, typed) => {
  expect(typedText(fromSlack)).toBe(typed);
});
