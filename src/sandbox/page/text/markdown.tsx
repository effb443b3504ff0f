import type { ComponentChildren } from 'preact';
import { withEmoji } from './emoji.js';
import { Link, linked } from './link.js';

/** The `markdown` block: standard Markdown as Slack shows it, without embedded HTML. */
export function Markdown({ text }: { text: string }) {
  return <div class="rich-text markdown">{paragraphs(text.split(/\r?\n/))}</div>;
}

type Taken = { node: ComponentChildren; next: number };

function paragraphs(lines: string[]): ComponentChildren {
  const nodes: ComponentChildren[] = [];
  for (let at = 0; at < lines.length; ) {
    const { node, next } = takeBlock(lines, at);
    nodes.push(node);
    at = next;
  }
  return nodes;
}

function takeBlock(lines: string[], at: number): Taken {
  const line = lines[at] ?? '';
  if (!line.trim()) return { node: null, next: at + 1 };
  if (/^\s*```/.test(line)) return takeFence(lines, at);
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading) return { node: <p class="markdown-heading">{inline(heading[2] ?? '')}</p>, next: at + 1 };
  if (/^\s*([-*_])\s*(\1\s*){2,}$/.test(line)) return { node: <hr />, next: at + 1 };
  if (/^\s*>/.test(line)) return takeQuote(lines, at);
  if (bullet.test(line)) return takeList(lines, at, bullet, 'ul');
  if (numbered.test(line)) return takeList(lines, at, numbered, 'ol');
  const end = endOf(lines, at, (next) => next.trim() !== '' && !startsBlock.test(next));
  return { node: <p>{inline(lines.slice(at, end).join('\n'))}</p>, next: end };
}

const bullet = /^\s*[-*+]\s+(.*)$/;
const numbered = /^\s*\d+[.)]\s+(.*)$/;
const startsBlock = /^\s*(```|#{1,6}\s|>|[-*+]\s|\d+[.)]\s)/;

function endOf(lines: string[], at: number, belongs: (line: string) => boolean): number {
  let end = at + 1;
  while (end < lines.length && belongs(lines[end] ?? '')) end += 1;
  return end;
}

function takeFence(lines: string[], at: number): Taken {
  const end = endOf(lines, at, (line) => !/^\s*```/.test(line));
  return { node: <pre>{lines.slice(at + 1, end).join('\n')}</pre>, next: end + 1 };
}

function takeQuote(lines: string[], at: number): Taken {
  const end = endOf(lines, at, (line) => /^\s*>/.test(line));
  const inner = lines.slice(at, end).map((line) => line.replace(/^\s*>\s?/, ''));
  return { node: <blockquote>{paragraphs(inner)}</blockquote>, next: end };
}

function takeList(lines: string[], at: number, item: RegExp, Tag: 'ul' | 'ol'): Taken {
  const end = endOf(lines, at, (line) => item.test(line));
  const items = lines.slice(at, end).map((line) => <li>{inline(item.exec(line)?.[1] ?? line)}</li>);
  return { node: <Tag>{items}</Tag>, next: end };
}

const spans =
  /(`[^`]+`)|\*\*([^*]+)\*\*|__([^_]+)__|\*([^*\s][^*]*)\*|~~([^~]+)~~|!?\[([^\]]*)\]\(([^)\s]+)\)/;

function inline(text: string): ComponentChildren {
  const match = spans.exec(text);
  if (!match) return linked(withEmoji(text));
  return [
    linked(withEmoji(text.slice(0, match.index))),
    span(match),
    inline(text.slice(match.index + match[0].length)),
  ];
}

function span([whole, code, bold, alsoBold, italic, strike, label, url]: RegExpExecArray): ComponentChildren {
  if (code) return <code>{code.slice(1, -1)}</code>;
  if (bold || alsoBold) return <strong>{inline(bold ?? alsoBold ?? '')}</strong>;
  if (italic) return <em>{inline(italic)}</em>;
  if (strike) return <s>{inline(strike)}</s>;
  if (url) return <Link url={url}>{label || url}</Link>;
  return whole;
}
