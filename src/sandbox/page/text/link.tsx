import type { ComponentChildren } from 'preact';
import { followPermalink, readPermalink } from '../state/permalink.js';
import { useSeat } from '../state/seat.js';

const allowed = /^(https?:|mailto:|tel:)/i;
const bareUrl = /\bhttps?:\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}]/g;

/** A link: to a message of this workspace, or away from the page. Anything but web, mail and phone stays text. */
export function Link({ url, children }: { url: string; children: ComponentChildren }) {
  const seat = useSeat();
  if (!allowed.test(url)) return <span>{children}</span>;
  const onClick = (event: MouseEvent) => {
    const link = readPermalink(url);
    if (!link) return;
    event.preventDefault();
    followPermalink(seat, link);
  };
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" onClick={onClick}>
      {children}
    </a>
  );
}

/** Text with its bare addresses made clickable. */
export function linked(text: string): ComponentChildren {
  const parts: ComponentChildren[] = [];
  let end = 0;
  for (const match of text.matchAll(bareUrl)) {
    parts.push(text.slice(end, match.index), <Link url={match[0]}>{match[0]}</Link>);
    end = match.index + match[0].length;
  }
  return parts.length ? [...parts, text.slice(end)] : text;
}
