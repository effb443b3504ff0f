import type { ConnectionStatus } from '../state/connection.js';

export function ConnectionBar({ status, onRetry }: { status: ConnectionStatus; onRetry: () => void }) {
  return (
    <div role="status">
      {status === 'lost' && (
        <div class="connection-bar">
          <span>Connection lost. Reconnecting…</span>
          <button type="button" class="link" onClick={onRetry}>
            Try now
          </button>
        </div>
      )}
    </div>
  );
}
