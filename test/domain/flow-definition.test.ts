import { describe, expect, it } from 'vitest';
import { checkDefinition, completeDefinition, depthsOf } from '../../src/domain/flow-definition.js';
import { badgeReader, escalation, flow, instruction, question, resolution } from '../support/flows.js';

const errors = (definition: Parameters<typeof checkDefinition>[0]): string[] =>
  checkDefinition(completeDefinition(definition))
    .filter(({ level }) => level === 'error')
    .map(({ message }) => message);

describe('a flow that is published', () => {
  it('has nothing wrong with it', () => {
    expect(errors(badgeReader)).toEqual([]);
  });

  it('gets the answers of an instruction from the server; those without a way on lead to an escalation', () => {
    const { nodes } = completeDefinition(
      flow('f', 'F', [instruction('a', 'Do this', { Done: 'end' }), resolution('end', 'Good')]),
    );
    const answers = nodes[0]?.answers.map(({ label, next }) => [label, next]);
    expect(answers).toEqual([
      ['Done', 'end'],
      ["Didn't help", 'server:escalate'],
      ["Can't do this", 'server:escalate'],
    ]);
    expect(nodes.at(-1)).toMatchObject({ key: 'server:escalate', kind: 'escalation' });
  });

  it('does not take a key of the author’s for its own escalation', () => {
    const { nodes } = completeDefinition(
      flow('f', 'F', [
        instruction('a', 'Do this', { Done: 'server:escalate' }),
        escalation('server:escalate', 'Mine'),
      ]),
    );
    expect(nodes.map(({ key }) => key)).toEqual(['a', 'server:escalate', 'server:escalate-2']);
  });

  it('knows how deep each node is by the shortest way', () => {
    expect(Object.fromEntries(depthsOf(badgeReader))).toEqual({
      beep: 1,
      wipe: 2,
      fuse: 2,
      opens: 3,
      renew: 3,
      solved: 4,
    });
  });
});

describe('a flow with something wrong', () => {
  const end = resolution('end', 'Good');
  it.each([
    [
      'an answer that leads nowhere',
      [question('a', 'Which?', { Yes: 'gone', No: 'end' }), end],
      'does not exist',
    ],
    ['a question without answers', [question('a', 'Which?', {})], 'no answers'],
    ['a node without text', [question('a', '  ', { Yes: 'end', No: 'end' }), end], 'no text'],
    ['two answers alike', [question('a', 'Which?', { Yes: 'end', 'yes ': 'end' }), end], 'Two answers read'],
    ['a circle without an end', [question('a', 'Which?', { Yes: 'a', No: 'a' })], 'ends in a resolution'],
    ['two nodes of one name', [question('a', 'Which?', { Yes: 'end', No: 'end' }), end, end], 'same id'],
    [
      'a label too long for a button',
      [question('a', 'Which?', { ['x'.repeat(76)]: 'end', No: 'end' }), end],
      'longer than 75',
    ],
    ['no nodes', [], 'no nodes'],
  ])('is refused for %s', (_what, nodes, words) => {
    expect(errors(flow('f', 'F', nodes)).join('\n')).toContain(words);
  });
});
