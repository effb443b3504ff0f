import type {
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextList,
  RichTextSection,
} from '@slack/types';
import type { ComponentChildren } from 'preact';
import { emojiOf } from './emoji.js';
import { Link } from './link.js';
import { ChannelMention, PersonMention } from './mention.js';
import { formatSlackDate } from './time.js';

export function RichText({ block }: { block: RichTextBlock }) {
  return <div class="rich-text">{block.elements.map(paragraph)}</div>;
}

function paragraph(element: RichTextBlockElement): ComponentChildren {
  switch (element.type) {
    case 'rich_text_section':
      return <p>{element.elements.map(inline)}</p>;
    case 'rich_text_quote':
      return <blockquote>{element.elements.map(inline)}</blockquote>;
    case 'rich_text_preformatted':
      return <pre>{element.elements.map(inline)}</pre>;
    case 'rich_text_list':
      return list(element);
    default:
      return null;
  }
}

function list(element: RichTextList): ComponentChildren {
  const items = element.elements.map((item: RichTextSection) => <li>{item.elements.map(inline)}</li>);
  const style = { marginInlineStart: `${(element.indent ?? 0) * 24}px` };
  return element.style === 'ordered' ? <ol style={style}>{items}</ol> : <ul style={style}>{items}</ul>;
}

function inline(element: RichTextElement): ComponentChildren {
  return styled(content(element), element.style ?? {});
}

function styled(inner: ComponentChildren, style: Record<string, unknown>): ComponentChildren {
  let result = inner;
  if (style.code) result = <code>{result}</code>;
  if (style.bold) result = <strong>{result}</strong>;
  if (style.italic) result = <em>{result}</em>;
  if (style.strike) result = <s>{result}</s>;
  return result;
}

function content(element: RichTextElement): ComponentChildren {
  switch (element.type) {
    case 'text':
      return element.text;
    case 'link':
      return <Link url={element.url}>{element.text ?? element.url}</Link>;
    case 'emoji':
      return emojiOf(element.name) ?? `:${element.name}:`;
    case 'user':
      return <PersonMention id={element.user_id} />;
    case 'channel':
      return <ChannelMention id={element.channel_id} />;
    case 'usergroup':
      return <span class="mention">@{element.usergroup_id}</span>;
    case 'broadcast':
      return <span class="mention">@{element.range}</span>;
    case 'date':
      return <time>{formatSlackDate(element.timestamp, element.format) ?? element.fallback}</time>;
    case 'color':
      return <code>{element.value}</code>;
    default:
      return null;
  }
}
