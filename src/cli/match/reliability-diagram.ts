import type { Bin } from './figures.js';

const side = 320;
const edge = 46;

/** A reliability diagram as an SVG: bars for how often it was so, dots where it should have been. */
export function reliabilityDiagram(title: string, bins: readonly Bin[]): string {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const x = (share: number) => edge + share * side;
  const y = (share: number) => edge + (1 - share) * side;
  const bars = bins
    .filter(({ count }) => count > 0)
    .map(({ from, count, said, so }) => {
      const width = side / bins.length - 4;
      const shade = (0.25 + (0.75 * count) / most).toFixed(2);
      return (
        `<rect x="${(x(from) + 2).toFixed(1)}" y="${y(so).toFixed(1)}" width="${width.toFixed(1)}" height="${(so * side).toFixed(1)}" fill="#2f6fde" fill-opacity="${shade}"/>` +
        `<circle cx="${x(said).toFixed(1)}" cy="${y(so).toFixed(1)}" r="3.5" fill="#c2410c"/>` +
        `<text x="${x(from + 0.5 / bins.length).toFixed(1)}" y="${y(0) + 14}" text-anchor="middle" font-size="9">${count}</text>`
      );
    });
  const size = side + 2 * edge;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size + 16}" width="${size}" height="${size + 16}" font-family="system-ui, sans-serif" fill="#222">
<rect width="100%" height="100%" fill="#fff"/>
<text x="${size / 2}" y="24" text-anchor="middle" font-size="14">${escaped(title)}</text>
<rect x="${edge}" y="${edge}" width="${side}" height="${side}" fill="none" stroke="#bbb"/>
<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="#999" stroke-dasharray="4 4"/>
${bars.join('\n')}
<text x="${size / 2}" y="${y(0) + 32}" text-anchor="middle" font-size="11">probability that was said (problems in each bar below it)</text>
<text x="14" y="${size / 2}" text-anchor="middle" font-size="11" transform="rotate(-90 14 ${size / 2})">share that was right</text>
</svg>
`;
}

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
