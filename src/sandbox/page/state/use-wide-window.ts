import { useEffect, useState } from 'preact/hooks';

const query = '(min-width: 1000px)';

/** Whether two people fit next to each other. */
export function useWideWindow(): boolean {
  const [isWide, setWide] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const media = window.matchMedia(query);
    const follow = () => setWide(media.matches);
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, []);
  return isWide;
}
