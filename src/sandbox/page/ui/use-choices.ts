import { useEffect, useState } from 'preact/hooks';
import type { PickerProps } from './picker.js';
import type { Choice } from './picker-choices.js';

const pause = 200;

/** The choices an app sends for what was typed; asked for after a short pause in typing. */
export function useChoices(props: PickerProps, isOpen: boolean, query: string) {
  const [choices, setChoices] = useState<Choice[]>([]);
  const [status, setStatus] = useState('');
  const { load, minQuery = 0 } = props;

  // `load` is made anew on each draw; what is typed decides.
  useEffect(() => {
    if (!load || !isOpen) return;
    setChoices([]);
    if (query.length < minQuery) {
      setStatus(minQuery === 1 ? 'Type to search.' : `Type at least ${minQuery} characters to search.`);
      return;
    }
    setStatus('Looking…');
    let isCurrent = true;
    const timer = window.setTimeout(async () => {
      try {
        const found = await load(query);
        if (!isCurrent) return;
        setChoices(found);
        setStatus('');
      } catch (error) {
        if (isCurrent)
          setStatus(error instanceof Error ? error.message : 'The app did not send any options.');
      }
    }, pause);
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [isOpen, query, minQuery]);

  return { choices, status };
}
