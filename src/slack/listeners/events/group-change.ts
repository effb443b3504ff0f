import type { App } from '@slack/bolt';
import type { ListenerDeps } from '../deps.js';

/** People came to a Slack user group or left it, or it was switched off or on. */
export function registerGroupChange(app: App, { useCases }: ListenerDeps): void {
  const note = async (slackTeamId: string | undefined, groupId: string): Promise<void> => {
    if (slackTeamId) await useCases.noteGroupChange({ slackTeamId, groupId });
  };
  app.event('subteam_members_changed', ({ event, context }) => note(context.teamId, event.subteam_id));
  app.event('subteam_updated', ({ event, context }) => note(context.teamId, event.subteam.id));
}
