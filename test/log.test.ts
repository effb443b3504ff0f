import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { openLog } from '../src/log.js';

it('writes no secrets and no personal data, in errors and in fields', () => {
  let written = '';
  const stream = new Writable({
    write(chunk, _, done) {
      written += String(chunk);
      done();
    },
  });
  const log = openLog('info', stream);
  const cause = new Error('user jo@example.org, password=hunter22');
  log.warn(
    { err: new Error('not sent to jo@example.org', { cause }), deep: { said: ['pw: hunter22'] } },
    'a line',
  );
  expect(written).not.toMatch(/hunter22|jo@example/);
  expect(JSON.parse(written)).toMatchObject({ msg: 'a line', deep: { said: ['pw: [SECRET_1]'] } });
});
