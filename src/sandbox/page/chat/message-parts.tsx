import type { FileView, MessageView, Reaction } from '../../protocol.js';
import { useDirectory } from '../state/directory.js';
import { useSeat } from '../state/seat.js';
import { useUnseenReplies } from '../state/seen-threads.js';
import { emojiOf } from '../text/emoji.js';
import { ago, dateOfTs } from '../text/time.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';

/** "3 replies", with who answered and when last. */
export function ThreadLink({ message }: { message: MessageView }) {
  const seat = useSeat();
  const directory = useDirectory();
  const isUnseen = useUnseenReplies(message);
  if (!message.replyCount || message.isEphemeral) return null;
  const count = message.replyCount === 1 ? '1 reply' : `${message.replyCount} replies`;
  return (
    <button
      type="button"
      class={isUnseen ? 'thread-link is-unseen' : 'thread-link'}
      onClick={() => seat.openThread(message.channel, message.threadTs ?? message.ts)}
    >
      <span class="thread-faces">
        {message.replyPersonIds.slice(0, 4).map((id) => {
          const person = directory.person(id);
          return <Avatar key={id} person={person} size={22} isApp={person?.isBot ?? false} />;
        })}
      </span>
      <strong>{count}</strong>
      {isUnseen && <span class="new-mark">New</span>}
      {message.latestReplyTs && <small>Last reply {ago(dateOfTs(message.latestReplyTs))}</small>}
    </button>
  );
}

export function Reactions({ message }: { message: MessageView }) {
  if (!message.reactions.length) return null;
  return (
    <div class="reactions">
      {message.reactions.map((reaction) => (
        <ReactionChip key={reaction.name} reaction={reaction} message={message} />
      ))}
    </div>
  );
}

function ReactionChip({ reaction, message }: { reaction: Reaction; message: MessageView }) {
  const seat = useSeat();
  const directory = useDirectory();
  const isMine = reaction.personIds.includes(directory.meId);
  const names = reaction.personIds.map((id) => directory.person(id)?.name ?? 'Someone').join(', ');
  const { channel, ts } = message;
  const toggle = () => void seat.perform({ type: 'react', channel, ts, name: reaction.name, remove: isMine });
  return (
    <button
      type="button"
      class="reaction"
      aria-pressed={isMine}
      aria-label={`${reaction.name}: ${names}`}
      title={names}
      onClick={toggle}
    >
      {emojiOf(reaction.name) ?? `:${reaction.name}:`} <span>{reaction.personIds.length}</span>
    </button>
  );
}

export function Files({ files }: { files: FileView[] }) {
  if (!files.length) return null;
  return (
    <ul class="files">
      {files.map((file) => (
        <li key={file.id}>
          <a class="file" href={file.url} target="_blank" rel="noopener noreferrer">
            <Icon name="list" />
            <span>
              <strong>{file.title || file.name}</strong>
              <small>
                {file.mimetype} · {sizeOf(file.size)}
              </small>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
