import { BlockList, isIP } from 'node:net';

/**
 * IPv4 that is not the public Internet: IANA's special-purpose registry, with multicast and everything reserved. Of IPv6
 * only 2000::/3 is public, without the parts that embed or tunnel IPv4.
 */
const notPublic4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
const notPublic6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const special4 = new BlockList();
for (const [net, prefix] of notPublic4) special4.addSubnet(net, prefix, 'ipv4');
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
const special6 = new BlockList();
for (const [net, prefix] of notPublic6) special6.addSubnet(net, prefix, 'ipv6');

/** True of an address on the public Internet. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !special4.check(address, 'ipv4');
  return isIP(address) === 6 && global6.check(address, 'ipv6') && !special6.check(address, 'ipv6');
}

/**
 * The ranges that the server's owner allows although they are not public: `127.0.0.1`, `10.1.0.0/16`, `fd00::/8`.
 * @throws {Error} naming what is no range.
 */
export function readRanges(text: string): BlockList {
  const ranges = new BlockList();
  for (const range of text.split(/[\s,]+/).filter((part) => part !== '')) {
    const [net = '', prefix] = range.split('/');
    const family = isIP(net) === 4 ? 'ipv4' : 'ipv6';
    const most = family === 'ipv4' ? 32 : 128;
    const bits = prefix === undefined ? most : Number(prefix);
    if (isIP(net) === 0 || !/^\d{1,3}$/.test(prefix ?? '0') || bits > most)
      throw new Error(`"${range}" is no address and no range of addresses`);
    ranges.addSubnet(net, bits, family);
  }
  return ranges;
}

/** True if the owner has allowed this address. */
export const isListed = (ranges: BlockList, address: string): boolean =>
  isIP(address) !== 0 && ranges.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
