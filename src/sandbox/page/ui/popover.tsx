import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

type PopoverProps = {
  anchor: HTMLElement | null;
  onClose: () => void;
  children: ComponentChildren;
  /** As wide as what it hangs on. */
  fit?: boolean;
  align?: 'start' | 'end';
  class?: string;
};

const gap = 4;
const margin = 8;

/**
 * Something that hangs on a control and lies above everything. It uses the browser's top layer, so that neither a
 * scrolling list nor a narrow pane can cut it off.
 */
export function Popover({ anchor, onClose, children, fit, align = 'start', class: name }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !anchor) return;
    element.showPopover();
    const follow = () => place(element, anchor, fit ?? false, align);
    follow();
    const watcher = new ResizeObserver(follow);
    watcher.observe(element);
    window.addEventListener('scroll', follow, true);
    window.addEventListener('resize', follow);
    return () => {
      watcher.disconnect();
      window.removeEventListener('scroll', follow, true);
      window.removeEventListener('resize', follow);
    };
  }, [anchor, fit, align]);

  useEffect(() => {
    const onPointerDown = (event: PointerEvent) => {
      const target = event.target as Node;
      if (!box.current?.contains(target) && !anchor?.contains(target)) onClose();
    };
    document.addEventListener('pointerdown', onPointerDown, true);
    return () => document.removeEventListener('pointerdown', onPointerDown, true);
  }, [anchor, onClose]);

  return (
    <div ref={box} popover="manual" class={`popover ${fit ? 'is-fit' : ''} ${name ?? ''}`}>
      {children}
    </div>
  );
}

function place(element: HTMLElement, anchor: HTMLElement, fit: boolean, align: 'start' | 'end'): void {
  const at = anchor.getBoundingClientRect();
  if (fit) element.style.width = `${Math.max(at.width, 200)}px`;
  const below = window.innerHeight - at.bottom - gap - margin;
  const above = at.top - gap - margin;
  const goesUp = below < Math.min(element.scrollHeight, 240) && above > below;
  element.style.maxHeight = `${Math.max(goesUp ? above : below, 80)}px`;
  const { width, height } = element.getBoundingClientRect();
  const left = align === 'end' ? at.right - width : at.left;
  element.style.left = `${Math.max(margin, Math.min(left, window.innerWidth - width - margin))}px`;
  element.style.top = `${goesUp ? at.top - gap - height : at.bottom + gap}px`;
}
