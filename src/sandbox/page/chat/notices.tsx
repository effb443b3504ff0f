import type { Notice } from '../../protocol.js';
import { useSeat } from '../state/seat.js';
import { localPrefix } from '../state/use-local-notices.js';
import { Mrkdwn } from '../text/mrkdwn.js';
import { Icon } from '../ui/icon.js';

/** What went wrong or came to nothing, said to this one person right above where they type. */
export function Notices({ notices, onDismiss }: { notices: Notice[]; onDismiss?: (id: string) => void }) {
  const seat = useSeat();
  const dismiss = (id: string) => {
    onDismiss?.(id);
    if (!id.startsWith(localPrefix)) void seat.perform({ type: 'dismissNotice', id });
  };
  return (
    <div class="notices" aria-live="polite">
      {notices.map((notice) => (
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
