import { useEffect } from 'preact/hooks';

const reachable =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]';

/** Keeps the focus inside a dialog while it is open, and gives it back afterwards. */
export function useFocusTrap(box: { current: HTMLElement | null }, key: string): void {
  useEffect(() => {
    const element = box.current;
    const before = document.activeElement as HTMLElement | null;
    if (element && !element.contains(document.activeElement)) first(element)?.focus();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Tab' && element) cycle(element, event);
    };
    element?.addEventListener('keydown', onKeyDown);
    return () => {
      element?.removeEventListener('keydown', onKeyDown);
      if (before?.isConnected) before.focus();
    };
  }, [box, key]);
}

function first(element: HTMLElement): HTMLElement | null {
  return (
    element.querySelector<HTMLElement>('[autofocus]') ??
    element.querySelector<HTMLElement>(
      '.dialog-body input:not(:disabled), .dialog-body textarea:not(:disabled)',
    ) ??
    element.querySelector<HTMLElement>('.dialog-foot button:last-child:not(:disabled)') ??
    element
  );
}

function cycle(element: HTMLElement, event: KeyboardEvent): void {
  const stops = [...element.querySelectorAll<HTMLElement>(reachable)];
  const last = stops.at(-1);
  if (event.shiftKey && document.activeElement === stops[0]) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    stops[0]?.focus();
  }
}
