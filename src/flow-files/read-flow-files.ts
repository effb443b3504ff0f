import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import {
  checkDefinition,
  completeDefinition,
  type FlowDefinition,
  type FlowFinding,
} from '../domain/flow-definition.js';
import { flowFileSchema, shapeProblems } from './flow-file-schema.js';
import { jsonFault } from './json-fault.js';
import { toDefinition } from './to-definition.js';

/** What became of one file. `flow` is completed and checked; null where an error keeps it from being published. */
export interface FlowFile {
  path: string;
  flow: FlowDefinition | null;
  /** Each message starts with the file's name. */
  findings: FlowFinding[];
}

/** In bytes. The largest flow that may be published has 500 nodes of a few hundred characters. */
const largestFile = 4 * 1024 * 1024;

/** So many sentences about one file are enough to see what is wrong with it. */
const mostFindings = 20;

/** Reads one flow file. Whatever is wrong with it becomes a finding; it never throws. */
export async function readFlowFile(path: string): Promise<FlowFile> {
  if (extname(path).toLowerCase() !== '.json') return refused(path, 'Flow files end in .json.');
  let text: string;
  try {
    const found = await stat(path);
    if (!found.isFile()) return refused(path, 'This is not a file.');
    if (found.size > largestFile)
      return refused(path, `The file is larger than ${largestFile / 1024 ** 2} MB.`);
    text = await readFile(path, 'utf8');
  } catch (error) {
    return refused(path, `The file cannot be read: ${reasonOf(error)}.`);
  }
  return parse(path, text);
}

/**
 * Reads every `.json` file of a folder, by name. A bad file does not keep the others from loading; other files are
 * passed over with a warning, hidden ones without.
 */
export async function readFlowFolder(dir: string): Promise<FlowFile[]> {
  let names: string[];
  try {
    names = (await readdir(dir)).filter((name) => !name.startsWith('.')).sort();
  } catch (error) {
    return [refused(dir, `The folder cannot be read: ${reasonOf(error)}.`)];
  }
  const files: FlowFile[] = [];
  for (const name of names) {
    const path = join(dir, name);
    files.push(extname(name).toLowerCase() === '.json' ? await readFlowFile(path) : passedOver(path));
  }
  return withoutDoubles(files);
}

function parse(path: string, text: string): FlowFile {
  let json: unknown;
  const withoutMark = text.replace(/^\uFEFF/, '');
  try {
    json = JSON.parse(withoutMark);
  } catch (error) {
    const fault = jsonFault(withoutMark);
    const where = fault && `line ${fault.line}, column ${fault.column} should be ${fault.expected}`;
    return refused(path, `The file is not JSON: ${where ?? reasonOf(error)}.`);
  }
  // With what stands there: what is missing is told from what is of another kind.
  const shape = flowFileSchema.safeParse(json, { reportInput: true });
  if (!shape.success) return refused(path, ...shapeProblems(shape.error));
  const { flow: written, findings: unusable } = toDefinition(shape.data);
  const flow = completeDefinition(written);
  const findings = [...unusable, ...checkDefinition(flow)];
  const usable = findings.every(({ level }) => level !== 'error');
  return { path, flow: usable ? flow : null, findings: named(path, findings) };
}

/** Of two files with one id the first by name stands. */
function withoutDoubles(files: readonly FlowFile[]): FlowFile[] {
  const firstWith = new Map<string, string>();
  return files.map((file) => {
    if (!file.flow) return file;
    const first = firstWith.get(file.flow.slug);
    if (first !== undefined)
      return refused(file.path, `The id "${file.flow.slug}" is that of ${basename(first)} too.`);
    firstWith.set(file.flow.slug, file.path);
    return file;
  });
}

const refused = (path: string, ...messages: string[]): FlowFile => ({
  path,
  flow: null,
  findings: named(
    path,
    messages.map((message) => ({ level: 'error', node: null, message })),
  ),
});

const passedOver = (path: string): FlowFile => ({
  path,
  flow: null,
  findings: named(path, [{ level: 'warning', node: null, message: 'Passed over: flow files end in .json.' }]),
});

function named(path: string, findings: readonly FlowFinding[]): FlowFinding[] {
  const shown = findings.slice(0, mostFindings).map((finding) => {
    const place = finding.node === null ? '' : ` node "${finding.node}":`;
    return { ...finding, message: `${basename(path)}:${place} ${finding.message}` };
  });
  const rest = findings.length - shown.length;
  if (rest <= 0) return shown;
  return [...shown, { level: 'error', node: null, message: `${basename(path)}: and ${rest} more findings.` }];
}

/** The system's or the parser's own words, without a full stop. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
