import { expect, it } from 'vitest';
import { isReplayable, parseDialogs } from '../../src/cli/walks/dialogs.js';

it('reads dialogs whose ids are numbers as well', () => {
  const line = '{"id":7,"flow":"lamp","problem":"dark","steps":[{"node":1,"answer":"No"}],"end":2}';
  expect(parseDialogs(line)).toEqual({
    dialogs: [
      {
        id: '7',
        flow: 'lamp',
        problem: 'dark',
        steps: [{ node: '1', answer: 'No' }],
        end: '2',
        replayable: true,
      },
    ],
    malformed: [],
  });
});

it('says which lines are no dialogs and reads the rest', () => {
  const lines = [
    'not json',
    '',
    '{"id":"1","flow":"lamp","problem":"  "}',
    '{"id":"2","flow":"lamp","problem":"dark"}',
  ];
  const { dialogs, malformed } = parseDialogs(lines.join('\r\n'));
  expect(dialogs.map(({ id }) => id)).toEqual(['2']);
  expect(malformed).toEqual(['line 1: not a JSON object', 'line 3: problem: must not be empty']);
});

it('does not replay a dialog that names no end', () => {
  const { dialogs } = parseDialogs('{"id":"1","flow":"lamp","problem":"dark","replayable":true}');
  expect(dialogs.map(isReplayable)).toEqual([false]);
});
