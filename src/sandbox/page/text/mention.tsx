import type { ComponentChildren } from 'preact';
import { useDirectory } from '../state/directory.js';

type MentionProps = { id: string; label?: ComponentChildren };

export function PersonMention({ id, label }: MentionProps) {
  const directory = useDirectory();
  const name = directory.person(id)?.name;
  return <span class={id === directory.meId ? 'mention mention-me' : 'mention'}>@{name ?? label ?? id}</span>;
}

export function ChannelMention({ id, label }: MentionProps) {
  const directory = useDirectory();
  const channel = directory.channel(id);
  if (!channel) return <span class="mention">#{label ?? 'private channel'}</span>;
  return (
    <button type="button" class="mention mention-channel" onClick={() => directory.openChannel(id)}>
      #{channel.name}
    </button>
  );
}

/** A user group, by the handle that people type. */
export function GroupMention({ id, label }: { id: string; label?: string }) {
  const handle = useDirectory().userGroup(id)?.handle;
  return <span class="mention">{handle ? `@${handle}` : (label ?? `@${id || 'group'}`)}</span>;
}
