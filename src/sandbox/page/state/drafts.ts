import { useCallback, useState } from 'preact/hooks';

export type Drafts = {
  text: (key: string) => string;
  set: (key: string, text: string) => void;
  /** Puts text into a composer for the person, and the cursor behind it. */
  fill: (key: string, text: string) => void;
  focusRequest: (key: string) => number;
};

/** What was typed and not sent, for each channel and thread. */
export function useDrafts(): Drafts {
  const [texts, setTexts] = useState<Record<string, string>>({});
  const [focus, setFocus] = useState({ key: '', count: 0 });
  const set = useCallback(
    (key: string, text: string) => setTexts((before) => ({ ...before, [key]: text })),
    [],
  );
  return {
    text: (key) => texts[key] ?? '',
    set,
    fill: (key, text) => {
      set(key, text);
      setFocus((before) => ({ key, count: before.count + 1 }));
    },
    focusRequest: (key) => (focus.key === key ? focus.count : 0),
  };
}
