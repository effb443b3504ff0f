import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFlowFile, readFlowFolder } from '../../src/flow-files/read-flow-files.js';

const chart = {
  id: 'Lamp: stays dark',
  title: 'The lamp stays dark',
  description: 'A lamp gives no light.',
  category: 'Lamps',
  start: '1',
  nodes: [
    {
      id: '1',
      type: 'question',
      text: 'Is it plugged in?',
      label: 'Plugged in?',
      answers: [
        { label: 'Yes', next: '3' },
        { label: 'No', next: '2' },
      ],
    },
    { id: '2', type: 'instruction', text: 'Plug it in.', answers: [{ label: 'Done', next: '3' }] },
    { id: '3', type: 'escalate', text: 'Call an electrician.', label: null, answers: [] },
  ],
  faqs: [{ q: 'What is a lamp?', a: 'A light.' }],
};

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'flow-files-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function file(name: string, content: unknown): Promise<string> {
  const path = join(dir, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function messagesOf(name: string, content: unknown): Promise<string> {
  const { flow, findings } = await readFlowFile(await file(name, content));
  expect(flow).toBeNull();
  return findings.map(({ message }) => message).join('\n');
}

describe('a flow file', () => {
  it('is read with what the server adds', async () => {
    const { flow, findings } = await readFlowFile(await file('lamp.json', `\uFEFF${JSON.stringify(chart)}`));
    expect(findings).toEqual([]);
    expect(flow).toMatchObject({
      slug: 'lamp:-stays-dark',
      category: 'Lamps',
      keywords: [],
      nodes: [
        { key: '1', kind: 'question', label: 'Plugged in?' },
        { key: '2', kind: 'instruction' },
        { key: '3', kind: 'escalation', answers: [] },
        { key: 'server:escalate', kind: 'escalation' },
      ],
    });
    expect(flow?.nodes[1]?.answers).toEqual([
      { label: 'Done', kind: 'done', next: '3' },
      { label: "Didn't help", kind: 'didnt_help', next: 'server:escalate' },
      { label: "Can't do this", kind: 'cant_do', next: 'server:escalate' },
    ]);
  });

  it.each([
    [
      'is not JSON',
      'bad.json',
      '{\n  "id": "x"\n  "title": "X"\n}',
      /bad\.json: The file is not JSON: line 3, column 3 should be a comma or }\./,
    ],
    [
      'lacks its id',
      'bare.json',
      { title: 3 },
      /bare\.json: id: This is missing; it should be text or a whole number\./,
    ],
    [
      'has a number for a title',
      'bare.json',
      { title: 3 },
      /bare\.json: title: This should be text in quotation marks\./,
    ],
    ['has an empty id', 'bare.json', { ...chart, id: ' ' }, /bare\.json: id: This is empty\./],
    ['is a list', 'list.json', [], /list\.json: the file: /],
    [
      'lacks its nodes',
      'empty.json',
      { ...chart, nodes: undefined },
      /empty\.json: nodes: This is missing; it should be a list in square brackets\./,
    ],
    [
      'has a node of an unknown type',
      'type.json',
      { ...chart, nodes: [{ ...chart.nodes[0], type: 'riddle' }] },
      /type\.json: nodes\[0\]\.type: .*question/,
    ],
    [
      'has an answer that leads nowhere',
      'edge.json',
      { ...chart, nodes: chart.nodes.slice(0, 2) },
      /edge\.json: node "1": The answer "Yes" leads to "3", which does not exist/,
    ],
    [
      'goes round in a circle',
      'circle.json',
      { ...chart, nodes: [{ ...chart.nodes[0], answers: [{ label: 'Again', next: '1' }] }] },
      /circle\.json: node "1": No path from here ends/,
    ],
    [
      'has a circle beside a way out',
      'trap.json',
      {
        ...chart,
        nodes: [
          chart.nodes[0],
          { id: '2', type: 'question', text: 'Sure?', answers: [{ label: 'Yes', next: '2' }] },
          chart.nodes[2],
        ],
      },
      /trap\.json: node "2": No path from here ends/,
    ],
    [
      'answers an instruction in words of its own',
      'words.json',
      {
        ...chart,
        nodes: [chart.nodes[0], { ...chart.nodes[1], answers: [{ label: 'OK', next: '3' }] }, chart.nodes[2]],
      },
      /words\.json: node "2": An instruction is answered by "Done", .*"OK" is none of them/,
    ],
    ['has no letters in its id', 'slug.json', { ...chart, id: '***' }, /slug\.json: The flow has no id/],
  ])('that %s is refused with its name and the place', async (_, name, content, message) => {
    expect(await messagesOf(name, content)).toMatch(message);
  });

  it('that is very large is refused unread', async () => {
    const path = await file('large.json', '');
    await truncate(path, 100 * 1024 ** 2);
    expect((await readFlowFile(path)).findings[0]?.message).toBe('large.json: The file is larger than 4 MB.');
  });

  it('that has many faults is told of the first of them', async () => {
    const nodes = Array.from({ length: 60 }, (_, i) => ({ ...chart.nodes[0], id: `n${i}`, text: '' }));
    const { findings } = await readFlowFile(await file('many.json', { ...chart, nodes }));
    expect(findings).toHaveLength(21);
    expect(findings.at(-1)?.message).toMatch(/and \d+ more findings/);
  });

  it('that is missing, a folder or of another kind is refused', async () => {
    await mkdir(join(dir, 'folder.json'));
    await symlink(join(dir, 'nowhere'), join(dir, 'link.json'));
    for (const name of ['missing.json', 'folder.json', 'link.json', 'chart.txt']) {
      const { flow, findings } = await readFlowFile(join(dir, name));
      expect(flow).toBeNull();
      expect(findings).toMatchObject([{ level: 'error', message: expect.stringContaining(`${name}: `) }]);
    }
  });
});

describe('how to find out', () => {
  const [first, ...others] = chart.nodes;
  const asking = (more: object) => ({ ...chart, nodes: [{ ...first, ...more }, ...others] });
  const how_to_tell = '  Follow the cable to its end. ';

  it('is read of a question, which can then be answered by "Not sure"', async () => {
    const { flow, findings } = await readFlowFile(await file('lamp.json', asking({ how_to_tell })));
    expect(findings).toEqual([]);
    expect(flow?.nodes[0]).toMatchObject({
      howToTell: 'Follow the cable to its end.',
      answers: [
        { label: 'Yes', kind: 'choice' },
        { label: 'No', kind: 'choice' },
        { label: 'Not sure', kind: 'not_sure', next: 'server:escalate' },
      ],
    });
  });

  it('leads where the author says who is still not sure; without it "Not sure" is an answer like others', async () => {
    const answers = [
      { label: 'not sure', next: '2' },
      { label: 'Yes', next: '3' },
    ];
    const told = await readFlowFile(await file('lamp.json', asking({ how_to_tell, answers })));
    expect(told.flow?.nodes[0]?.answers).toEqual([
      { label: 'Yes', kind: 'choice', next: '3' },
      { label: 'Not sure', kind: 'not_sure', next: '2' },
    ]);
    const plain = await readFlowFile(await file('lamp.json', asking({ answers })));
    expect(plain.flow?.nodes[0]?.answers[0]).toEqual({ label: 'not sure', kind: 'choice', next: '2' });
    expect(plain.flow?.nodes[0]).not.toHaveProperty('howToTell');
  });

  it('is left out with a word elsewhere, and must fit', async () => {
    const step = await readFlowFile(
      await file('lamp.json', { ...chart, nodes: [first, { ...others[0], how_to_tell }, others[1]] }),
    );
    expect(step.findings.map(({ message }) => message)).toEqual([
      'lamp.json: node "2": "how_to_tell" is read at a question only; it is left out.',
    ]);
    expect(step.flow).not.toBeNull();
    expect(await messagesOf('lamp.json', asking({ how_to_tell: 'x'.repeat(501) }))).toContain(
      '"how_to_tell" is longer than 500 characters.',
    );
  });
});

describe('a folder of flow files', () => {
  it('is read by name; a bad file keeps no other from loading', async () => {
    await file('b-good.json', chart);
    await file('a-bad.json', 'nonsense');
    await file('c-double.json', { ...chart, title: 'Another' });
    await file('dialogs.jsonl', '{}');
    await file('.hidden', '');
    const files = await readFlowFolder(dir);
    expect(files.map(({ flow }) => flow?.title ?? null)).toEqual([null, 'The lamp stays dark', null, null]);
    expect(files[2]?.findings[0]?.message).toMatch(/c-double\.json: The id .* is that of b-good\.json too/);
    expect(files[3]?.findings[0]?.level).toBe('warning');
  });

  it('that does not exist is a finding', async () => {
    const [none] = await readFlowFolder(join(dir, 'missing'));
    expect(none?.findings[0]?.message).toMatch(/missing: The folder cannot be read/);
  });
});
