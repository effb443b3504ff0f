import { useState } from 'preact/hooks';
import type { MessageView } from '../../protocol.js';
import { useSeat } from '../state/seat.js';
import { useAutoFocus } from '../ui/use-auto-focus.js';
import { readable } from './outgoing.js';

export function MessageEdit({ message, onDone }: { message: MessageView; onDone: () => void }) {
  const seat = useSeat();
  const [text, setText] = useState(readable(message.text));
  const field = useAutoFocus<HTMLTextAreaElement>();
  const { channel, ts } = message;
  const save = () => {
    if (text.trim()) void seat.perform({ type: 'edit', channel, ts, text });
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onDone();
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
  };
  return (
    <div class="message-edit">
      <textarea
        ref={field}
        class="field"
        aria-label="Edit message"
        rows={2}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="actions">
        <button type="button" class="button" onClick={onDone}>
          Cancel
        </button>
        <button type="button" class="button button-primary" onClick={save}>
          Save
        </button>
      </div>
    </div>
  );
}
