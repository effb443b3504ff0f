/** The most lines of a page: App Home shows four lists in 100 blocks, and a private reply holds 8,000 characters. */
export const pageSize = 8;

/** One page of a list; `page` counts from 1. */
export interface Page<Line> {
  lines: Line[];
  page: number;
  pages: number;
  total: number;
}
