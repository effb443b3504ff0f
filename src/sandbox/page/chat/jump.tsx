import { useEffect, useRef, useState } from 'preact/hooks';
import type { PersonView } from '../../protocol.js';
import { type Place, useSeat } from '../state/seat.js';
import { useFocusTrap } from '../ui/use-focus-trap.js';

type Target = { id: string; label: string; note: string; place: Place };

/** Ctrl+K: go to a channel by its name. With two people on the page, it opens on the side that has the focus. */
export function Jump({ view }: { view: PersonView }) {
  const [isOpen, setOpen] = useState(false);
  const marker = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      const seat = marker.current?.closest('.seat');
      const focused = document.activeElement?.closest('.seat') ?? document.querySelector('.seat');
      if (focused !== seat) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <>
      <span ref={marker} hidden />
      {isOpen && <JumpDialog view={view} onClose={() => setOpen(false)} />}
    </>
  );
}

function JumpDialog({ view, onClose }: { view: PersonView; onClose: () => void }) {
  const seat = useSeat();
  const box = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  useFocusTrap(box, 'jump');
  const found = targets(view).filter((target) =>
    target.label.toLowerCase().includes(query.toLowerCase().trim()),
  );
  const at = Math.min(active, Math.max(found.length - 1, 0));
  const go = (target: Target | undefined) => {
    onClose();
    if (target) seat.go(target.place);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter') go(found[at]);
    else if (event.key === 'ArrowDown') setActive((at + 1) % Math.max(found.length, 1));
    else if (event.key === 'ArrowUp') setActive((at - 1 + found.length) % Math.max(found.length, 1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="dialog-shade" onPointerDown={(event) => event.target === event.currentTarget && onClose()}>
      <div
        ref={box}
        class="dialog dialog-jump"
        role="dialog"
        aria-modal="true"
        aria-label="Jump to"
        onKeyDown={onKeyDown}
      >
        <div class="dialog-body">
          <input
            class="field"
            placeholder="Jump to a channel or person"
            aria-label="Jump to a channel or person"
            value={query}
            onInput={(event) => {
              setQuery(event.currentTarget.value);
              setActive(0);
            }}
          />
          <div class="menu" role="listbox" aria-label="Places">
            {found.length === 0 && <p class="menu-empty">No matches.</p>}
            {found.map((target, index) => (
              <button
                key={target.id}
                type="button"
                role="option"
                aria-selected={index === at}
                class={index === at ? 'menu-item menu-item-active' : 'menu-item'}
                onClick={() => go(target)}
              >
                <span class="menu-words">
                  <span>{target.label}</span>
                  {target.note && <small>{target.note}</small>}
                </span>
              </button>
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}

function targets(view: PersonView): Target[] {
  const channels = view.channels
    .filter((channel) => channel.withPersonId !== view.app.botUserId)
    .map((channel) => ({
      id: channel.id,
      label: channel.isDm ? channel.name : `#${channel.name}`,
      note: channel.isMember ? (channel.topic ?? '') : 'You are not in this channel',
      place: { kind: 'channel' as const, channel: channel.id },
    }));
  const home = {
    id: 'home',
    label: view.app.name,
    note: 'App',
    place: { kind: 'home', tab: 'home' } as const,
  };
  return [...channels, home];
}
