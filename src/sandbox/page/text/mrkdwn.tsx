import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { type Node, NodeType, parse } from 'slack-message-parser';
import { memo } from '../ui/memo.js';
import { emojiOf } from './emoji.js';
import { Link, linked } from './link.js';
import { ChannelMention, GroupMention, PersonMention } from './mention.js';
import { formatSlackDate } from './time.js';

type MrkdwnProps = { text: string; verbatim?: boolean };

/** Slack's mrkdwn, from a parsed tree: text never becomes markup. */
export const Mrkdwn = memo(function MrkdwnText({ text, verbatim = false }: MrkdwnProps) {
  const tree = useMemo(() => parse(text), [text]);
  return (
    <div class="mrkdwn" dir="auto">
      {children(tree.children, verbatim)}
    </div>
  );
});

const isBox = (node: Node | undefined) => node?.type === NodeType.PreText || node?.type === NodeType.Quote;

/** A code box or a quote is a block of its own; the line break around it would show as an empty line. */
function children(nodes: Node[], verbatim: boolean): ComponentChildren {
  return nodes.map((node, index) => {
    if (node.type !== NodeType.Text) return drawn(node, verbatim);
    let text = decoded(node.text);
    if (isBox(nodes[index - 1])) text = text.replace(/^\n/, '');
    if (isBox(nodes[index + 1])) text = text.replace(/\n$/, '');
    return verbatim ? text : linked(text);
  });
}

/** "> text": the space after the sign is not part of what is quoted. */
function unindented(nodes: Node[]): Node[] {
  return nodes.map((node, index) => {
    if (node.type !== NodeType.Text) return node;
    const text = index ? node.text : node.text.replace(/^ /, '');
    return { ...node, text: text.replace(/\n /g, '\n') };
  });
}

function decoded(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

function drawn(node: Node, verbatim: boolean): ComponentChildren {
  switch (node.type) {
    case NodeType.Bold:
      return <strong>{children(node.children, verbatim)}</strong>;
    case NodeType.Italic:
      return <em>{children(node.children, verbatim)}</em>;
    case NodeType.Strike:
      return <s>{children(node.children, verbatim)}</s>;
    case NodeType.Quote:
      return <blockquote dir="auto">{children(unindented(node.children), verbatim)}</blockquote>;
    case NodeType.Code:
      return <code>{decoded(node.text)}</code>;
    case NodeType.PreText:
      return <pre>{decoded(node.text).replace(/^\n|\n$/g, '')}</pre>;
    case NodeType.Emoji:
      return emojiOf(node.name) ?? node.source;
    case NodeType.URL:
      return (
        <Link url={decoded(node.url)}>{node.label ? children(node.label, true) : decoded(node.url)}</Link>
      );
    case NodeType.UserLink:
      return <PersonMention id={node.userID} label={node.label ? children(node.label, true) : undefined} />;
    case NodeType.ChannelLink:
      return (
        <ChannelMention id={node.channelID} label={node.label ? children(node.label, true) : undefined} />
      );
    case NodeType.Command:
      return command(node);
    default:
      return decoded(node.source);
  }
}

function command(node: Extract<Node, { type: NodeType.Command }>): ComponentChildren {
  const label = node.label?.map((part) => part.source).join('');
  if (node.name === 'date') {
    const [timestamp = '', format = '{date}', url] = node.arguments;
    const text = formatSlackDate(Number(timestamp), format) ?? label ?? node.source;
    return url ? <Link url={url}>{text}</Link> : <time>{text}</time>;
  }
  if (node.name === 'subteam')
    return <GroupMention id={node.arguments[0] ?? ''} label={label && decoded(label)} />;
  return <span class="mention">{decoded(label ?? `@${node.name}`)}</span>;
}
