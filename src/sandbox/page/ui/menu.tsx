import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Popover } from './popover.js';

export type MenuItem = {
  label: string;
  note?: string;
  icon?: ComponentChildren;
  isDanger?: boolean;
  isDisabled?: boolean;
  isCurrent?: boolean;
  onSelect: () => void;
};

type MenuButtonProps = {
  label: string;
  items: MenuItem[];
  children: ComponentChildren;
  class?: string;
  align?: 'start' | 'end';
  isBusy?: boolean;
  empty?: string;
  onOpenChange?: (isOpen: boolean) => void;
};

/** A button that opens a menu; arrows move, Esc closes and gives the focus back. */
export function MenuButton({ label, items, children, align, isBusy, empty, ...rest }: MenuButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { onOpenChange } = rest;

  const close = useCallback(() => {
    setOpen(false);
    onOpenChange?.(false);
  }, [onOpenChange]);
  const toggle = () => {
    setOpen(!isOpen);
    onOpenChange?.(!isOpen);
  };
  const leave = () => {
    close();
    button.current?.focus();
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        class={rest.class ?? 'icon-button'}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-busy={isBusy}
        disabled={isBusy}
        onClick={toggle}
      >
        {children}
      </button>
      {isOpen && (
        <Popover anchor={button.current} onClose={close} align={align ?? 'start'}>
          <MenuList label={label} items={items} empty={empty} onLeave={leave} />
        </Popover>
      )}
    </>
  );
}

type MenuListProps = { label: string; items: MenuItem[]; empty: string | undefined; onLeave: () => void };

function MenuList({ label, items, empty, onLeave }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current
      ?.querySelector<HTMLElement>('[aria-current="true"], [role^=menuitem]:not(:disabled)')
      ?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.stopPropagation();
      event.preventDefault();
      onLeave();
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      moveFocus(list.current, event.key === 'ArrowDown' ? 1 : -1);
    }
  };

  return (
    <div ref={list} class="menu" role="menu" aria-label={label} onKeyDown={onKeyDown}>
      {items.length === 0 && <p class="menu-empty">{empty ?? 'Nothing here.'}</p>}
      {items.map((item) => (
        <button
          key={item.label + (item.note ?? '')}
          type="button"
          role="menuitem"
          class={item.isDanger ? 'menu-item menu-item-danger' : 'menu-item'}
          disabled={item.isDisabled}
          aria-current={item.isCurrent ? 'true' : undefined}
          onClick={() => {
            onLeave();
            item.onSelect();
          }}
        >
          {item.icon}
          <span class="menu-words">
            <span>{item.label}</span>
            {item.note && <small>{item.note}</small>}
          </span>
        </button>
      ))}
    </div>
  );
}

function moveFocus(list: HTMLElement | null, by: number): void {
  const items = [...(list?.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)') ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items.at((at + by + items.length) % items.length)?.focus();
}
