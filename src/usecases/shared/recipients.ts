import { InvalidInputError } from '../../domain/errors.js';
import type { Acting } from './transact.js';

/** @throws {InvalidInputError} if somebody of the list has not used Intake yet, so that nothing is known of them. */
export async function membersOf(
  tx: Acting,
  slackUserIds: readonly string[],
  field = 'recipients',
): Promise<string[]> {
  const memberIds: string[] = [];
  for (const slackUserId of new Set(slackUserIds)) {
    const member = await tx.members.findBySlackUser(tx.accountId, slackUserId);
    if (!member) throw new InvalidInputError(field, 'unknown');
    memberIds.push(member.memberId);
  }
  return memberIds;
}
