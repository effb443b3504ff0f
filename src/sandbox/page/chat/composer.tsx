import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CommandView, DoReply, ShortcutView } from '../../protocol.js';
import { useSeat } from '../state/seat.js';
import { Icon } from '../ui/icon.js';
import { MenuButton } from '../ui/menu.js';
import { Suggestions } from './suggestions.js';
import { useSuggestions } from './use-suggestions.js';

type ComposerProps = {
  /** "Message #helpdesk": the field's name for everyone who does not see it. */
  label: string;
  text: string;
  onText: (text: string) => void;
  onSend: (text: string) => Promise<DoReply>;
  commands: CommandView[];
  shortcuts: ShortcutView[];
  /** Grows each time the field should take the focus. */
  focusRequest?: number;
};

const tallest = 240;

export function Composer(props: ComposerProps) {
  const { label, text, onText, commands } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const latest = useRef(text);
  latest.current = text;
  const suggestions = useSuggestions({ text, commands, field, onText });

  useGrowing(field, text);
  // Before the next key: what is pressed then is meant for the words, not for the link that put them here.
  useLayoutEffect(() => {
    if (!props.focusRequest) return;
    field.current?.focus();
    field.current?.setSelectionRange(latest.current.length, latest.current.length);
  }, [props.focusRequest]);

  const send = async () => {
    const sent = text.trim();
    if (!sent) return;
    onText('');
    const reply = await props.onSend(sent);
    // What did not arrive goes back into the field, unless the person has begun something else.
    if (!reply.ok && !latest.current) onText(sent);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (suggestions.onKeyDown(event)) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void send();
    }
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {suggestions.isOpen && <Suggestions suggestions={suggestions} />}
      <ShortcutMenu shortcuts={props.shortcuts} />
      <textarea
        ref={field}
        class="composer-field"
        rows={1}
        dir="auto"
        aria-label={label}
        placeholder={label}
        aria-controls={suggestions.isOpen ? suggestions.listId : undefined}
        aria-activedescendant={suggestions.isOpen ? suggestions.activeId : undefined}
        value={text}
        onInput={(event) => {
          suggestions.onTyped(event.currentTarget.value);
          onText(event.currentTarget.value);
        }}
        onBlur={() => suggestions.onTyped('')}
        onKeyDown={onKeyDown}
      />
      <button type="submit" class="send-button" aria-label="Send" title="Send" disabled={!text.trim()}>
        <Icon name="send" />
      </button>
    </form>
  );
}

function useGrowing(field: { current: HTMLTextAreaElement | null }, text: string): void {
  // The height follows the text.
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, tallest)}px`;
  }, [text]);
}

/** What the app can be asked without a message: its global shortcuts. */
function ShortcutMenu({ shortcuts }: { shortcuts: ShortcutView[] }) {
  const seat = useSeat();
  const items = shortcuts
    .filter((shortcut) => shortcut.kind === 'global')
    .map(({ callbackId, name, description }) => ({
      label: name,
      note: description,
      onSelect: () => void seat.perform({ type: 'shortcut', callbackId }, name),
    }));
  if (!items.length) return null;
  return (
    <MenuButton label="Shortcuts" items={items} class="icon-button composer-button">
      <Icon name="bolt" />
    </MenuButton>
  );
}
