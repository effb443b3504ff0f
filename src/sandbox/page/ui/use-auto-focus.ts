import { useEffect, useRef } from 'preact/hooks';

/** Puts the focus into a field when it appears; the browser's `autofocus` only counts while a page loads. */
export function useAutoFocus<E extends HTMLElement>() {
  const field = useRef<E>(null);
  useEffect(() => field.current?.focus(), []);
  return field;
}
