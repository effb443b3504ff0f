import type { Ack } from '../delivery/transport.js';
import type { Refusal } from '../refusal.js';

/** Slack's name for an answer that did not come. */
export const ackError = (ack: Ack): string | undefined => {
  if (ack.failure === 'timeout') return 'operation_timeout';
  return ack.failure === 'unreachable' || ack.status < 200 || ack.status >= 300
    ? 'dispatch_failed'
    : undefined;
};

const sentences: Record<string, string> = {
  channel_not_found: 'That channel does not exist, or you are not in it.',
  not_in_channel: 'You are not in this channel. Join it first.',
  is_archived: 'This channel is archived: nobody can post in it.',
  message_not_found: 'This message is gone.',
  view_not_found: 'This window is closed.',
  action_not_found: 'This message has changed since you saw it; the button is no longer there.',
  option_not_found: 'That choice is not offered any more.',
  user_not_found: 'There is no such person.',
  user_is_deactivated: 'This account is deactivated.',
  user_is_restricted: 'Guests cannot do this.',
  cannot_dm_bot: 'This bot takes no direct messages.',
  messages_tab_disabled: 'This app takes no direct messages.',
  no_text: 'There is nothing to send.',
  msg_too_long: 'This message is too long.',
  name_taken: 'There is a channel of that name already.',
  already_reacted: 'You already reacted with this.',
  cant_update_message: 'You can only change what you wrote yourself.',
  cant_delete_message: 'You can only delete what you wrote yourself.',
  thread_not_found: 'This thread is gone.',
  invalid_input: 'Some answers are missing or not right.',
  operation_timeout: 'The app did not answer within 3 seconds (operation_timeout). Try again.',
  dispatch_failed: 'The app could not be reached (dispatch_failed). Try again in a moment.',
};

/** What the person reads when Slack says no. */
export const sentenceFor = (code: string): string => sentences[code] ?? `Slack refused this: ${code}.`;

export const refusalSentence = (refusal: Refusal): string =>
  typeof refusal.data.notice === 'string' ? refusal.data.notice : sentenceFor(refusal.code);
