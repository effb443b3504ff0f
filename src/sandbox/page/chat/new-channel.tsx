import { useRef, useState } from 'preact/hooks';
import { useSeat } from '../state/seat.js';
import { Icon } from '../ui/icon.js';
import { Popover } from '../ui/popover.js';

/** A name is all a channel needs. */
export function NewChannel() {
  const seat = useSeat();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
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
    setOpen(false);
    setName('');
    setProblem('');
    if (reply.channel) seat.go({ kind: 'channel', channel: reply.channel });
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
          <form
            class="small-form"
            onSubmit={(event) => {
              event.preventDefault();
              void create();
            }}
            onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
          >
            <label class="label">
              Channel name
              {/* biome-ignore lint/a11y/noAutofocus: the form was opened to type here. */}
              <input
                class="field"
                value={name}
                autofocus
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
        </Popover>
      )}
    </>
  );
}
