import { useRef, useState } from 'preact/hooks';
import { useSeat } from '../state/seat.js';
import { Icon } from '../ui/icon.js';
import { Popover } from '../ui/popover.js';
import { useAutoFocus } from '../ui/use-auto-focus.js';

export function NewChannel() {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="icon-button"
        aria-label="New channel"
        title="New channel"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="plus" size={16} />
      </button>
      {isOpen && (
        <Popover anchor={button.current} onClose={() => setOpen(false)}>
          <NewChannelForm onDone={close} />
        </Popover>
      )}
    </>
  );
}

/** A name is all a channel needs. */
function NewChannelForm({ onDone }: { onDone: () => void }) {
  const seat = useSeat();
  const field = useAutoFocus<HTMLInputElement>();
  const [name, setName] = useState('');
  const [isPrivate, setPrivate] = useState(false);
  const [problem, setProblem] = useState('');

  const create = async () => {
    const reply = await seat.perform({
      type: 'createChannel',
      name: name.trim().replace(/^#/, ''),
      isPrivate,
    });
    if (!reply.ok) return setProblem(reply.notice ?? reply.error ?? 'That did not work.');
    onDone();
    if (reply.channel) seat.go({ kind: 'channel', channel: reply.channel });
  };

  return (
    <form
      class="small-form"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
    >
      <label class="label">
        Channel name
        <input
          ref={field}
          class="field"
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <label class="option">
        <input
          type="checkbox"
          checked={isPrivate}
          onChange={(event) => setPrivate(event.currentTarget.checked)}
        />
        Private
      </label>
      {problem && <p class="field-error">{problem}</p>}
      <button type="submit" class="button button-primary" disabled={!name.trim()}>
        Create
      </button>
    </form>
  );
}
