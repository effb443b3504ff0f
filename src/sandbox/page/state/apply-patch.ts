import type { ChannelView, MessageView, Patch, PersonView } from '../../protocol.js';

/** The view after a change; untouched parts keep their identity, so that what did not change is not drawn again. */
export function applyPatch(view: PersonView | null, patch: Patch): PersonView | null {
  if (patch.type === 'view') return { ...patch.view, channels: [...patch.view.channels].sort(byName) };
  if (!view) return null;
  switch (patch.type) {
    case 'message':
      return withMessage(view, patch.message);
    case 'messageRemoved':
      return withoutMessage(view, patch.channel, patch.ts);
    case 'channel':
      return { ...view, channels: put(view.channels, patch.channel).sort(byName) };
    case 'channelRemoved':
      return { ...view, channels: view.channels.filter((channel) => channel.id !== patch.channel) };
    case 'person':
      return {
        ...view,
        people: put(view.people, patch.person),
        me: view.me.id === patch.person.id ? patch.person : view.me,
      };
    case 'modals':
      return { ...view, modals: patch.modals };
    case 'home':
      return { ...view, home: patch.home };
    case 'app':
      return { ...view, app: patch.app };
    case 'notice':
      return { ...view, notices: put(view.notices, patch.notice) };
    case 'noticeRemoved':
      return { ...view, notices: view.notices.filter((notice) => notice.id !== patch.id) };
    default:
      return view;
  }
}

function put<T extends { id: string }>(items: T[], item: T): T[] {
  const at = items.findIndex((other) => other.id === item.id);
  return at < 0 ? [...items, item] : items.map((other, index) => (index === at ? item : other));
}

function byName(a: ChannelView, b: ChannelView): number {
  return a.name.localeCompare(b.name);
}

function withMessage(view: PersonView, message: MessageView): PersonView {
  const messages = view.messages[message.channel] ?? [];
  return { ...view, messages: { ...view.messages, [message.channel]: placed(messages, message) } };
}

/** New messages nearly always belong at the end, so the search starts there. */
function placed(messages: MessageView[], message: MessageView): MessageView[] {
  let at = messages.length;
  while (at > 0 && (messages[at - 1]?.ts ?? '') > message.ts) at -= 1;
  const replaces = messages[at - 1]?.ts === message.ts;
  const result = [...messages];
  result.splice(replaces ? at - 1 : at, replaces ? 1 : 0, message);
  return result;
}

function withoutMessage(view: PersonView, channel: string, ts: string): PersonView {
  const messages = (view.messages[channel] ?? []).filter((message) => message.ts !== ts);
  return { ...view, messages: { ...view.messages, [channel]: messages } };
}
