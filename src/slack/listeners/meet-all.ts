import type { AllMiddlewareArgs } from '@slack/bolt';
import { authorize } from '../../domain/policy.js';
import { callerOf } from '../caller.js';
import { lookUp } from '../middleware/identify.js';
import type { ListenerDeps } from './deps.js';

/**
 * People are known by Slack before they are known to Intake: whoever is chosen is looked up first.
 * @throws {UnreadablePayload} for somebody whom Slack does not know.
 */
export async function meetAll(
  { useCases }: Pick<ListenerDeps, 'useCases'>,
  { client, context }: Pick<AllMiddlewareArgs, 'client' | 'context'>,
  slackUserIds: string[],
): Promise<string[]> {
  // Nobody is looked up, and so kept, for who may not set anything.
  authorize(callerOf(context).actor, 'settings.write');
  const slackTeamId = context.teamId ?? '';
  const memberIds: string[] = [];
  for (const slackUserId of slackUserIds) {
    const member = await useCases.meetPerson({
      slackTeamId,
      slackUserId,
      surface: 'modal',
      lookUp: () => lookUp(client, slackUserId, slackTeamId),
    });
    memberIds.push(member.memberId);
  }
  return memberIds;
}
