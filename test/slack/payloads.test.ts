import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../src/domain/errors.js';
import { action, indexed, matching } from '../../src/slack/ids.js';
import {
  answerButton,
  answerSelectBlock,
  escalateMetadata,
  homeFilterBlock,
  homeStart,
  idOption,
  moreOption,
  startOption,
  waysBlock,
} from '../../src/slack/payloads.js';
import { id } from './blocks/samples.js';

const answered = { sessionId: id(1), position: 3, nodeId: id(2), answerId: id(3) };

describe('button values', () => {
  it('name the walk, how far it was, the node and the answer', () => {
    expect(answerButton.decode(answerButton.encode(answered))).toEqual(answered);
  });

  it.each([
    undefined,
    null,
    '',
    'null',
    'not json',
    '{"sessionId":"x","position":0,"nodeId":"y","answerId":"z"}',
    JSON.stringify({ ...answered, position: -1 }),
    JSON.stringify({ ...answered, answerId: undefined }),
    JSON.stringify({ ...answered, sessionId: "'; drop table session; --" }),
  ])('refuse what is absent, garbled or foreign: %s', (raw) => {
    expect(() => answerButton.decode(raw)).toThrow(InvalidInputError);
    expect(() => answerButton.decode(raw)).toThrow(
      expect.objectContaining({ field: 'button', problem: 'unknown' }),
    );
  });

  it('still read a value to which a later version has added something', () => {
    expect(answerButton.decode(JSON.stringify({ ...answered, added: 1 }))).toEqual(answered);
  });
});

describe('block ids', () => {
  const place = { sessionId: id(1), position: 11, nodeId: id(2) };

  it('carry what an option has no room for, within 255 characters', () => {
    const raw = answerSelectBlock.encode(place);
    expect(raw.length).toBeLessThanOrEqual(255);
    expect(answerSelectBlock.decode(raw)).toEqual(place);
    expect(
      homeFilterBlock.encode({ ...homeStart, minePage: 999_999, queuePage: 999_999 }).length,
    ).toBeLessThanOrEqual(255);
  });

  it('are refused where another block was meant', () => {
    expect(() => waysBlock.decode(answerSelectBlock.encode(place))).toThrow(InvalidInputError);
  });
});

describe('options', () => {
  it('hold a verb or an id and nothing else', () => {
    expect(moreOption.decode('hand_over')).toBe('hand_over');
    expect(() => moreOption.decode('delete')).toThrow(InvalidInputError);
    expect(idOption.decode(id(7))).toBe(id(7));
    expect(() => idOption.decode('7')).toThrow(InvalidInputError);
  });

  it('say how an intake starts', () => {
    expect(startOption.decode(startOption.encode({ kind: 'ad_hoc' }))).toEqual({ kind: 'ad_hoc' });
    const flow = { kind: 'flow', flowId: id(9) } as const;
    expect(startOption.encode(flow).length).toBeLessThanOrEqual(75);
    expect(startOption.decode(startOption.encode(flow))).toEqual(flow);
    expect(() => startOption.decode('flow:nope')).toThrow(InvalidInputError);
  });
});

it('keeps where to reply in a modal’s metadata', () => {
  const metadata = {
    intakeId: id(4),
    responseUrl: 'https://hooks.slack.com/commands/1/2/3',
    channelId: 'C1',
  };
  expect(escalateMetadata.decode(escalateMetadata.encode(metadata))).toEqual(metadata);
});

it('matches an action with its index or without, and no other action', () => {
  const pattern = matching(action.sessionAnswer);
  expect(pattern.test(indexed(action.sessionAnswer, 4))).toBe(true);
  expect(pattern.test(action.sessionAnswer)).toBe(true);
  expect(pattern.test(action.sessionAnswerSelect)).toBe(false);
  expect(matching(action.intakeUseFlow).test('intakeXuse_flow')).toBe(false);
});
