import type { ComponentChildren } from 'preact';

const allowed = /^(https?:|mailto:|tel:)/i;
const bareUrl = /\bhttps?:\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}]/g;

/** A link that leaves the page; anything but web, mail and phone addresses stays text. */
export function Link({ url, children }: { url: string; children: ComponentChildren }) {
  if (!allowed.test(url)) return <span>{children}</span>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
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
