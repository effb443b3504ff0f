import { useCallback, useState } from 'preact/hooks';
import type { Notice } from '../../protocol.js';

/** Marks a notice that the server knows nothing of. */
export const localPrefix = 'page ';

/** What only the page can know, above all that the sandbox does not answer. The same sentence is said once. */
export function useLocalNotices() {
  const [notices, setNotices] = useState<Notice[]>([]);
  const add = useCallback((text: string) => {
    const notice: Notice = { id: localPrefix + text, kind: 'error', text, at: Date.now() };
    setNotices((before) => [...before.filter((one) => one.id !== notice.id), notice]);
  }, []);
  const remove = useCallback(
    (id: string) => setNotices((before) => before.filter((one) => one.id !== id)),
    [],
  );
  const clear = useCallback(() => setNotices([]), []);
  return { notices, add, remove, clear };
}
