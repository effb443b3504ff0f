import { useMemo, useState } from 'preact/hooks';
import type { MessageView, ShortcutView } from '../../protocol.js';
import { Blocks } from '../blocks/blocks.js';
import { useBlockSurface } from '../blocks/use-block-surface.js';
import { useDirectory } from '../state/directory.js';
import { useSeat } from '../state/seat.js';
import { Mrkdwn } from '../text/mrkdwn.js';
import { clockTime, dateOfTs, fullMoment, shortTime } from '../text/time.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { memo } from '../ui/memo.js';
import { MessageEdit } from './message-edit.js';
import { Files, Reactions, ThreadLink } from './message-parts.js';
import { MessageTools } from './message-tools.js';

type MessageRowProps = {
  message: MessageView;
  isGrouped: boolean;
  isThread: boolean;
  isFromApp: boolean;
  shortcuts: ShortcutView[];
};

export const MessageRow = memo(function Row(props: MessageRowProps) {
  const { message, isGrouped, isThread, isFromApp, shortcuts } = props;
  const author = useDirectory().person(message.personId);
  const [isEditing, setEditing] = useState(false);
  const name = message.username ?? author?.name ?? 'Someone';
  const look = [
    'message',
    isGrouped && 'is-grouped',
    message.isEphemeral && 'is-ephemeral',
    message.subtype && 'is-event',
  ];
  return (
    <article class={look.filter(Boolean).join(' ')} data-ts={message.ts} aria-label={`Message from ${name}`}>
      <div class="message-side">
        {isGrouped ? <Time ts={message.ts} isShort /> : <Avatar person={author} isApp={isFromApp} />}
      </div>
      <div class="message-main">
        {!isGrouped && (
          <header class="message-head">
            <strong>{name}</strong>
            {(message.botId || author?.isBot) && <span class="app-mark">APP</span>}
            <Time ts={message.ts} />
          </header>
        )}
        {message.isEphemeral && <Ephemeral message={message} />}
        {message.isBroadcast && !isThread && <BroadcastNote message={message} />}
        {isEditing ? (
          <MessageEdit message={message} onDone={() => setEditing(false)} />
        ) : (
          <MessageBody message={message} />
        )}
        <Files files={message.files} />
        <Reactions message={message} />
        {!isThread && <ThreadLink message={message} />}
      </div>
      {!isEditing && (
        <MessageTools
          message={message}
          isThread={isThread}
          shortcuts={shortcuts}
          onEdit={() => setEditing(true)}
        />
      )}
    </article>
  );
});

function Time({ ts, isShort }: { ts: string; isShort?: boolean }) {
  const date = dateOfTs(ts);
  return (
    <time class="message-time" dateTime={date.toISOString()} title={fullMoment(date)}>
      {isShort ? shortTime(date) : clockTime(date)}
    </time>
  );
}

function MessageBody({ message }: { message: MessageView }) {
  const { channel, ts, version } = message;
  const on = useMemo(() => ({ kind: 'message' as const, channel, ts, version }), [channel, ts, version]);
  const surface = useBlockSurface({ on, blocks: message.blocks, channelId: channel });
  if (message.blocks.length) return <Blocks blocks={message.blocks} surface={surface} />;
  return (
    <div class="message-text">
      <Mrkdwn text={message.text} />
      {message.editedAt !== undefined && <small class="edited">(edited)</small>}
    </div>
  );
}

function Ephemeral({ message }: { message: MessageView }) {
  const seat = useSeat();
  const { channel, ts } = message;
  return (
    <p class="ephemeral-mark">
      <Icon name="eye" size={16} /> Only visible to you
      <button type="button" class="link" onClick={() => void seat.perform({ type: 'dismiss', channel, ts })}>
        Dismiss
      </button>
    </p>
  );
}

function BroadcastNote({ message }: { message: MessageView }) {
  const seat = useSeat();
  const open = () => seat.openThread(message.channel, message.threadTs ?? message.ts);
  return (
    <p class="broadcast-mark">
      replied to{' '}
      <button type="button" class="link" onClick={open}>
        a thread
      </button>
    </p>
  );
}
