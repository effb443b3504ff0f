import type { Writable } from 'node:stream';

/** What a command says: results on standard output, progress on standard error. */
export interface Terminal {
  /** A line of the result. */
  say(line: string): void;
  /** How far it is: a bar that stays in one line on a screen, a line now and then elsewhere. */
  progress(done: number, total: number, what: string): void;
}

type Screen = Writable & { isTTY?: boolean; columns?: number };

/** @param every in a file or a pipe, a line of progress is written each time this part (0 to 1) is done */
export function openTerminal(
  out: Screen = process.stdout,
  err: Screen = process.stderr,
  every = 0.1,
): Terminal {
  let drawn = false;
  let reported = 0;

  const clear = () => {
    if (drawn) err.write('\r\x1b[K');
    drawn = false;
  };

  return {
    say(line) {
      clear();
      out.write(`${line}\n`);
    },
    progress(done, total, what) {
      const share = total === 0 ? 1 : done / total;
      if (err.isTTY) {
        clear();
        err.write(`${meter(share)} ${done}/${total} ${what}`.slice(0, (err.columns ?? 80) - 1));
        drawn = true;
        if (done === total) clear();
        return;
      }
      if (done > 1 && share < 1 && share < reported + every) return;
      reported = share < 1 ? share : 0;
      err.write(`${done}/${total} ${what}\n`);
    },
  };
}

function meter(share: number): string {
  const width = 30;
  const full = Math.round(share * width);
  return `[${'#'.repeat(full)}${'.'.repeat(width - full)}]`;
}
