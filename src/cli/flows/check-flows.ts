import { basename } from 'node:path';
import { readFlowFolder } from '../../flow-files/read-flow-files.js';
import { folderOf } from '../shared/folder.js';
import { statusOf } from '../shared/publish-files.js';
import { openTerminal } from '../shared/terminal.js';

/** `flows check`: what an import would say about the files themselves. */
export async function checkFlows(options: { folder: string; json: boolean }): Promise<number> {
  const terminal = openTerminal();
  const files = (await readFlowFolder(await folderOf(options.folder))).map(({ path, flow, findings }) => ({
    file: basename(path),
    slug: flow?.slug ?? null,
    status: flow ? ('good' as const) : statusOf(findings),
    findings,
  }));
  for (const { file, status, findings } of files) {
    terminal.say(`  ${statusWords[status]}  ${file}`);
    for (const { level, message } of findings) terminal.say(`    ${level}: ${message}`);
  }
  const good = files.filter(({ status }) => status === 'good').length;
  const refused = files.filter(({ status }) => status === 'refused').length;
  if (good + refused === 0) terminal.say('There is no flow file in this folder.');
  terminal.say(`${good} good, ${refused} refused`);
  if (options.json) terminal.say(JSON.stringify({ command: 'flows check', good, refused, files }));
  return refused > 0 || good === 0 ? 1 : 0;
}

const statusWords = { good: 'good       ', refused: 'REFUSED    ', passed_over: 'passed over' } as const;
