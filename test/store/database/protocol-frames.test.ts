import { expect, it } from 'vitest';
import {
  FrontendFramer,
  markStatement,
  notificationsIn,
} from '../../../src/store/database/protocol-frames.js';

function message(type: string, body = ''): Buffer {
  const buffer = Buffer.alloc(5 + body.length);
  buffer.write(type);
  buffer.writeInt32BE(4 + body.length, 1);
  buffer.write(body, 5);
  return buffer;
}

const startup = Buffer.from([0, 0, 0, 9, 0, 3, 0, 0, 0]);
const conversation = [
  startup,
  message('Q', 'select 1\0'),
  message('P', 'parse'),
  message('B', 'bind'),
  message('E', 'execute'),
  message('H'),
  message('E', 'more'),
  message('S'),
  message('X'),
];
const expected = [
  { sent: [0], complete: true },
  { sent: [1], complete: true },
  { sent: [2, 3, 4, 5], complete: false },
  { sent: [6, 7], complete: true },
].map(({ sent, complete }) => ({
  bytes: Buffer.concat(sent.map((i) => conversation[i] ?? startup)),
  complete,
}));

it('cuts a conversation where the client waits for an answer', () => {
  const framer = new FrontendFramer();
  expect(conversation.flatMap((part) => framer.push(part))).toEqual(expected);
});

it('cuts it at the same places however the bytes arrive', () => {
  const all = Buffer.concat(conversation);
  expect(new FrontendFramer().push(all)).toEqual(expected);
  const framer = new FrontendFramer();
  expect([...all].flatMap((byte) => framer.push(Buffer.from([byte])))).toEqual(expected);
});

it.each([
  ['a Parse', message('P', 'name\0select 1\0'), message('P', '7.name\0select 1\0')],
  ['a Bind', message('B', 'portal\0name\0rest'), message('B', 'portal\x007.name\0rest')],
  ['a Bind without a portal', message('B', '\0name\0rest'), message('B', '\x007.name\0rest')],
  ['a Describe of a statement', message('D', 'Sname\0'), message('D', 'S7.name\0')],
  ['a Close of a statement', message('C', 'Sname\0'), message('C', 'S7.name\0')],
])('marks the statement of %s', (_, sent, marked) => {
  expect(markStatement(sent, '7.')).toEqual(marked);
});

it.each([
  ['a Parse without a name', message('P', '\0select 1\0')],
  ['a Bind without a name', message('B', 'portal\0\0rest')],
  ['a Describe of a portal', message('D', 'Pname\0')],
  ['a Query', message('Q', 'select 1\0')],
])('leaves %s as it is', (_, sent) => {
  expect(markStatement(sent, '7.')).toEqual(sent);
});

it('picks the notifications out of an answer', () => {
  const news = [message('A', 'one'), message('A', 'two')];
  const answer = Buffer.concat([
    message('C', 'SELECT 1'),
    ...news.slice(0, 1),
    message('Z', 'I'),
    ...news.slice(1),
  ]);
  expect(notificationsIn(answer)).toEqual(Buffer.concat(news));
  expect(notificationsIn(message('Z', 'A'))).toHaveLength(0);
});
