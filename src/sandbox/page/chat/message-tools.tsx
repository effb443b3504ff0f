import { useState } from 'preact/hooks';
import type { MessageView, ShortcutView } from '../../protocol.js';
import { useDirectory } from '../state/directory.js';
import { useSeat } from '../state/seat.js';
import { emojiOf, quickReactions } from '../text/emoji.js';
import { Icon } from '../ui/icon.js';
import { MenuButton, type MenuItem } from '../ui/menu.js';

type ToolsProps = {
  message: MessageView;
  isThread: boolean;
  shortcuts: ShortcutView[];
  onEdit: () => void;
};

/** What can be done with a message: shown under the pointer, with the focus, or behind "…" on a small window. */
export function MessageTools({ message, isThread, shortcuts, onEdit }: ToolsProps) {
  const seat = useSeat();
  const [isOpen, setOpen] = useState(false);
  const { channel, ts } = message;
  if (message.isEphemeral || message.subtype) return null;
  const reactions = quickReactions.map((name) => ({
    label: `${emojiOf(name)} ${name}`,
    onSelect: () => void seat.perform({ type: 'react', channel, ts, name }),
  }));
  return (
    <div class={isOpen ? 'message-tools is-open' : 'message-tools'}>
      <span class="message-tools-wide">
        <MenuButton label="Add a reaction" items={reactions} align="end" onOpenChange={setOpen}>
          <Icon name="smile" size={18} />
        </MenuButton>
        {!isThread && (
          <button
            type="button"
            class="icon-button"
            aria-label="Reply in thread"
            title="Reply in thread"
            onClick={() => seat.openThread(channel, message.threadTs ?? ts)}
          >
            <Icon name="thread" size={18} />
          </button>
        )}
      </span>
      <MoreActions
        message={message}
        isThread={isThread}
        shortcuts={shortcuts}
        onEdit={onEdit}
        onOpen={setOpen}
      />
    </div>
  );
}

function MoreActions(props: ToolsProps & { onOpen: (isOpen: boolean) => void }) {
  const { message, isThread, shortcuts, onEdit, onOpen } = props;
  const seat = useSeat();
  const { meId } = useDirectory();
  const { channel, ts } = message;
  const items: MenuItem[] = [];
  if (!isThread) {
    const open = () => seat.openThread(channel, message.threadTs ?? ts);
    items.push({ label: 'Reply in a thread', onSelect: open });
  }
  for (const shortcut of shortcuts.filter((one) => one.kind === 'message')) {
    const { callbackId, name, description } = shortcut;
    const run = () => void seat.perform({ type: 'shortcut', callbackId, message: { channel, ts } }, name);
    items.push({ label: name, note: description, icon: <Icon name="bolt" size={16} />, onSelect: run });
  }
  if (message.personId === meId) {
    const remove = () => void seat.perform({ type: 'delete', channel, ts });
    items.push({ label: 'Edit message', onSelect: onEdit });
    items.push({ label: 'Delete message', isDanger: true, onSelect: remove });
  }
  return (
    <MenuButton label="More actions" items={items} align="end" onOpenChange={onOpen} empty="No actions here.">
      <Icon name="more" size={18} />
    </MenuButton>
  );
}
