import type { Services } from '../context.js';

/**
 * True if a message in this thread means something to Intake: the thread is a walk's, or the person has claimed the
 * escalation whose thread it is. Asked before anybody is identified, so there is nobody to authorize.
 */
export async function isWalkThread(
  { store }: Services,
  thread: { slackTeamId: string; channelId: string; threadTs: string; slackUserId: string | null },
): Promise<boolean> {
  const account = await store.accounts.findByTeam(thread.slackTeamId);
  if (!account) return false;
  const { channelId, threadTs } = thread;
  if (await store.sessions.findByThread(account.id, channelId, threadTs)) return true;
  const escalation = await store.escalations.findByThread(account.id, channelId, threadTs);
  if (!escalation?.claimedById) return false;
  const claimant = await store.members.find(account.id, escalation.claimedById);
  return claimant !== null && claimant.slackUserId === thread.slackUserId;
}
