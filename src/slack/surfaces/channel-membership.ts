import type { WebClient } from '@slack/web-api';

/**
 * True where Slack says that Intake is not in the channel. Reading its newest message asks for no scope that Intake has
 * not got; Slack says `channel_not_found` of a private channel that Intake is not in.
 */
export async function isOutside(client: WebClient, channelId: string): Promise<boolean> {
  try {
    await client.conversations.history({ channel: channelId, limit: 1 });
    return false;
  } catch (error) {
    const code = error instanceof Error && 'data' in error ? Object(error.data).error : null;
    if (code === 'not_in_channel' || code === 'channel_not_found') return true;
    throw error;
  }
}
