import type { Services } from '../context.js';

/** True if this thread is a walk's. Asked before anybody is identified, so there is nobody to authorize. */
export async function isWalkThread(
  { store }: Services,
  thread: { slackTeamId: string; channelId: string; threadTs: string },
): Promise<boolean> {
  const account = await store.accounts.findByTeam(thread.slackTeamId);
  if (!account) return false;
  return (await store.sessions.findByThread(account.id, thread.channelId, thread.threadTs)) !== null;
}
