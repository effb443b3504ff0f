import { cpus, totalmem } from 'node:os';
import type { Bar, Figure } from './bars.js';
import type { Terminal } from './terminal.js';

/** What a measuring command found out; DESIGN.md section 6 gives its shape. */
export interface Report {
  command: string;
  seed: number;
  machine: string;
  /** What stood in each place: database, transport, embeddings … */
  parts: Record<string, string>;
  bars: Bar[];
  figures: Figure[];
}

/** What the figures were measured on. */
export function describeMachine(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const model = cores[0]?.model.trim() || 'unknown processor';
  return `${cores.length} x ${model}, ${memory} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

/** Prints the bars for people and, if asked, the one line for programs. @returns the exit code */
export function conclude(terminal: Terminal, report: Report, json: boolean): number {
  const short = report.bars.filter(({ ok }) => !ok);
  for (const { name, value, unit } of report.figures) terminal.say(`       ${name}: ${value} ${unit}`);
  for (const { name, value, unit, goal, ok } of report.bars) {
    terminal.say(`${ok ? '  ok ' : 'SHORT'}  ${name}: ${value} ${unit} (goal ${goal})`);
  }
  if (json) terminal.say(JSON.stringify(report));
  return short.length > 0 ? 1 : 0;
}
