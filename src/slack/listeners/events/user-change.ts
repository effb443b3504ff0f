import type { App } from '@slack/bolt';
import { profileOf } from '../../middleware/identify.js';
import type { ListenerDeps } from '../deps.js';

/** Somebody was renamed, deactivated or made a guest. */
export function registerUserChange(app: App, { useCases }: ListenerDeps): void {
  app.event('user_change', async ({ event, context }) => {
    const { user } = event;
    const slackTeamId = context.teamId;
    if (!slackTeamId) return;
    await useCases.noteChange({ slackTeamId, slackUserId: user.id, ...profileOf(user, slackTeamId) });
  });
}
