import { expect, it } from 'vitest';
import { FrontendFramer, notificationsIn } from '../../../src/store/database/protocol-frames.js';

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
