import { expect, it } from 'vitest';
import { choicesOf, choose, hasWords } from '../../src/cli/walks/choices.js';
import type { SlackBlock } from '../../src/sandbox/protocol.js';
import { actions, button, option, section } from '../../src/slack/blocks/elements.js';

const withIds = (blocks: (object | null)[]): SlackBlock[] =>
  blocks.map((block, index) => ({ block_id: `b${index}`, ...block }) as SlackBlock);

it('reads buttons by their labels, from the top', () => {
  const blocks = withIds([
    section('Is the lamp on?'),
    actions('answers', button('Yes', 'a:0', '1'), button('No', 'a:1', '2')),
    actions('ways', button('Back', 'back', '3')),
  ]);
  expect(choicesOf(blocks).map(({ label, blockId }) => [label, blockId])).toEqual([
    ['Yes', 'answers'],
    ['No', 'answers'],
    ['Back', 'ways'],
  ]);
});

it('reads numbered answers in full from the list above them', () => {
  const blocks = withIds([
    section('*1.* The lamp flickers &amp; hums\n*2.* The lamp stays dark'),
    actions('answers', {
      type: 'static_select',
      action_id: 'pick',
      options: [option('1. The lamp flick…', 'x'), option('2. The lamp stays…', 'y')],
    }),
  ]);
  const choices = choicesOf(blocks);
  expect(choose(choices, 'The lamp flickers & hums')).toMatchObject({ value: 'x' });
  expect(choose(choices, 'The lamp stays dark')).toMatchObject({
    chosen: { selected_option: { value: 'y' } },
  });
});

it('takes the choice that reads so letter by letter before one that reads much the same', () => {
  const choices = choicesOf(
    withIds([
      actions('answers', button('Yes.', 'a:0', '1'), button('yes', 'a:1', '2'), button('+', 'a:2', '3')),
    ]),
  );
  expect(choose(choices, 'yes')?.value).toBe('2');
  expect(choose(choices, '*Yes!*')?.value).toBe('1');
  expect(choose(choices, '-')).toBeUndefined();
});

it('finds a text whatever its markup and line breaks', () => {
  expect(hasWords('⏳ *Turn it off.*\nWait 10 s.', 'turn it off. wait 10 s.')).toBe(true);
  expect(hasWords('Turn it off.', 'Turn it on.')).toBe(false);
});
