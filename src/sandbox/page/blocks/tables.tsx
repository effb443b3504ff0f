import type { DataTableBlock, TableBlock } from '@slack/types';
import { useState } from 'preact/hooks';
import { withEmoji } from '../text/emoji.js';
import { RichText } from '../text/rich-text.js';

type Cell = TableBlock['rows'][number][number];

function CellContent({ cell }: { cell: Cell }) {
  return cell.type === 'rich_text' ? <RichText block={cell} /> : <span>{withEmoji(cell.text)}</span>;
}

/** The first row of a Slack table is its head. */
export function Table({ block }: { block: TableBlock }) {
  const [head, ...rows] = block.rows;
  const style = (column: number) =>
    ({ textAlign: block.column_settings?.[column]?.align ?? 'start' }) as const;
  return (
    <div class="table-scroll">
      <table>
        {head && (
          <thead>
            <tr>
              {head.map((cell, column) => (
                <th scope="col" style={style(column)}>
                  <CellContent cell={cell} />
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell, column) => (
                <td style={style(column)}>
                  <CellContent cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function DataTable({ block }: { block: DataTableBlock }) {
  const [page, setPage] = useState(0);
  const size = block.page_size ?? 5;
  const [head = [], ...rows] = block.rows;
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const shown = [head, ...rows.slice(page * size, (page + 1) * size)];
  return (
    <figure class="data-table">
      <figcaption>{block.caption}</figcaption>
      <Table block={{ type: 'table', rows: shown }} />
      {pages > 1 && (
        <div class="pager">
          <button type="button" class="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
            Previous
          </button>
          <span>
            Page {page + 1} of {pages}
          </span>
          <button
            type="button"
            class="button"
            disabled={page === pages - 1}
            onClick={() => setPage(page + 1)}
          >
            Next
          </button>
        </div>
      )}
    </figure>
  );
}
