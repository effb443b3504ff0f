import type { App } from '@slack/bolt';
import { callerKey, callerOf } from '../../caller.js';
import { typedText } from '../../text-in.js';
import type { ListenerDeps } from '../deps.js';

/** What a person types in a walk's thread is a note; in the thread of an escalation's card its claimant is at work. Edits, joins and the like are not; nor is what bots write. */
export function registerThreadMessage(app: App, { useCases }: ListenerDeps): void {
  app.event('message', async ({ event, context }) => {
    const isTyped =
      event.subtype === undefined || event.subtype === 'file_share' || event.subtype === 'thread_broadcast';
    if (!isTyped || !('thread_ts' in event) || !event.thread_ts || !(callerKey in context)) return;
    const text = 'text' in event && event.text ? typedText(event.text) : '';
    if (text.trim() === '') return;
    const { channel: channelId, thread_ts: threadTs, ts } = event;
    const caller = callerOf(context);
    const session = await useCases.addNote(caller, { source: 'thread', channelId, threadTs, ts, text });
    if (!session) await useCases.noteDeskMessage(caller, { channelId, threadTs });
  });
}
