import type { Person } from '../../protocol.js';
import { Logo } from './logo.js';

type AvatarProps = { person: Person | undefined; size?: number; isApp?: boolean };

/** Initials on the person's colour; the app has its mark. */
export function Avatar({ person, size = 36, isApp = false }: AvatarProps) {
  if (isApp) {
    return (
      <span class="avatar avatar-app" style={{ width: px(size), height: px(size) }}>
        <Logo size={size} />
      </span>
    );
  }
  const style = {
    width: px(size),
    height: px(size),
    fontSize: px(Math.round(size * 0.4)),
    background: person?.color ?? '#667',
  };
  return (
    <span class="avatar" style={style} aria-hidden="true">
      {initials(person?.name ?? '?')}
    </span>
  );
}

const px = (length: number) => `${length}px`;

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? '')][0] ?? '',
  );
  return letters.join('').toUpperCase();
}
