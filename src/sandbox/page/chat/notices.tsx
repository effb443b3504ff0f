import type { DoReply, Notice, Operation } from '../../protocol.js';
import { type Seat, useSeat } from '../state/seat.js';
import { localPrefix } from '../state/use-local-notices.js';
import { Mrkdwn } from '../text/mrkdwn.js';
import { Icon } from '../ui/icon.js';

const most = 3;

/** What went wrong or came to nothing, said to this one person right above where they type. */
export function Notices({ notices, onDismiss }: { notices: Notice[]; onDismiss?: (id: string) => void }) {
  const seat = useSeat();
  const shown = notices.slice(-most);
  const dismiss = (id: string) => {
    onDismiss?.(id);
    if (!id.startsWith(localPrefix)) void seat.perform({ type: 'dismissNotice', id });
  };
  return (
    <div class="notices" aria-live="polite">
      {shown.map((notice) => (
        <div
          key={notice.id}
          class={`notice notice-${notice.kind}`}
          role={notice.kind === 'error' ? 'alert' : 'status'}
        >
          <Icon name={notice.kind === 'error' ? 'warning' : 'info'} />
          <div class="notice-words">
            <Mrkdwn text={notice.text} />
            <small>Only visible to you</small>
          </div>
          <button
            type="button"
            class="icon-button"
            aria-label="Dismiss notice"
            onClick={() => dismiss(notice.id)}
          >
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
    </div>
  );
}

/** Once something was sent after all, what was said about the attempts before it is out of date. */
export async function sendAndTidy(seat: Seat, op: Operation, before: Notice[]): Promise<DoReply> {
  const reply = await seat.perform(op);
  const outdated = reply.ok ? before.filter((notice) => !notice.id.startsWith(localPrefix)) : [];
  for (const { id } of outdated) void seat.perform({ type: 'dismissNotice', id });
  return reply;
}
