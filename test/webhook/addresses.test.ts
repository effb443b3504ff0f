import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isListed, isPublic, readRanges } from '../../src/webhook/addresses.js';

describe('a public address', () => {
  it.each(['8.8.8.8', '1.1.1.1', '151.101.1.69', '172.15.255.255', '172.32.0.0', '2606:4700::1111'])(
    'is %s',
    (address) => expect(isPublic(address)).toBe(true),
  );

  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'fec0::1',
    'ff02::1',
    'localhost',
    '',
  ])('is not %s', (address) => expect(isPublic(address)).toBe(false));

  it('is never one of the private ranges, whatever the rest', () => {
    const byte = fc.nat(255);
    fc.assert(
      fc.property(byte, byte, byte, fc.integer({ min: 16, max: 31 }), (a, b, c, d) => {
        for (const address of [
          `10.${a}.${b}.${c}`,
          `127.${a}.${b}.${c}`,
          `192.168.${a}.${b}`,
          `172.${d}.${a}.${b}`,
        ])
          expect(isPublic(address)).toBe(false);
      }),
    );
  });
});

describe('allowed ranges', () => {
  it('are addresses and networks, of both kinds', () => {
    const ranges = readRanges('127.0.0.1, 10.1.0.0/16\nfd00::/8');
    for (const address of ['127.0.0.1', '10.1.255.1', 'fd12::1'])
      expect(isListed(ranges, address)).toBe(true);
    for (const address of ['127.0.0.2', '10.2.0.1', 'fe80::1', 'host'])
      expect(isListed(ranges, address)).toBe(false);
    expect(isListed(readRanges(''), '127.0.0.1')).toBe(false);
  });

  it.each(['localhost', '10.0.0.0/33', '10.0.0.0/x', '10.0.0/8', '::/129'])('are not %s', (text) =>
    expect(() => readRanges(text)).toThrow('no address'),
  );
});
