import type { MessageView, SlackBlock } from '../../sandbox/protocol.js';
import { action, blockPrefix, matching } from '../../slack/ids.js';
import { answerButton, answerSelectBlock, idOption, waysBlock } from '../../slack/payloads.js';
import { type Choice, choicesOf } from '../walks/choices.js';

/** A message of a walk that waits for somebody to press something. */
export interface OpenStep {
  message: MessageView;
  sessionId: string;
  position: number;
  answers: { choice: Choice; answerId: string }[];
  choices: Choice[];
}

/** The step that this message shows, if it is open: only an open one has its ways out. */
export function openStepOf(message: MessageView): OpenStep | null {
  const place = placeOf(message.blocks);
  if (!place) return null;
  const choices = choicesOf(message.blocks);
  return { message, ...place, choices, answers: choices.flatMap(answerOf) };
}

function placeOf(blocks: readonly SlackBlock[]): { sessionId: string; position: number } | null {
  const ways = blocks.find(({ block_id }) => block_id.startsWith(`${blockPrefix.ways}:`));
  return ways ? waysBlock.decode(ways.block_id) : null;
}

function answerOf(choice: Choice): OpenStep['answers'] {
  if (matching(action.sessionAnswer).test(choice.actionId))
    return [{ choice, answerId: answerButton.decode(choice.value).answerId }];
  if (choice.actionId !== action.sessionAnswerSelect) return [];
  answerSelectBlock.decode(choice.blockId);
  return [{ choice, answerId: idOption.decode(choice.value) }];
}

export const choiceOf = (choices: readonly Choice[], actionId: string): Choice | undefined =>
  choices.find((choice) => choice.actionId === actionId);
