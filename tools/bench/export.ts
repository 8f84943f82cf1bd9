/** How soon a table of 20,000 rows is a file, and what writing it keeps in memory beside the rows. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { tableCsv, tableXlsx } from '@doorstep/sheets';
import { median, result, type Result } from './report';
import { tableOf } from './table-writer/rows';

const ROWS = 20_000;
const RUNS = 5;
const MS_MAX = 2_000;
const KEPT_MB_MAX = 8;
const WRITE = { xlsx: tableXlsx, csv: tableCsv } as const;

/** In a process of its own, so that its memory is nobody else's. */
function kept(format: string): { bytes: number; pieces: number; keptBytes: number } {
  const writer = join(import.meta.dirname, 'table-writer', 'main.ts');
  const args = ['--expose-gc', '--import', 'tsx', writer, format, String(ROWS)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as never;
}

/** Medians of five, from the rows to the last piece; the first is told too. */
export function benchExport(): Result[] {
  return (['xlsx', 'csv'] as const).flatMap((format) => {
    const times: number[] = [];
    let rows = 0;
    for (let run = 0; run < RUNS; run++) {
      const startedMs = performance.now();
      const made = tableOf(ROWS);
      for (const piece of WRITE[format](made.file)) void piece;
      times.push(performance.now() - startedMs);
      rows = made.rows;
    }
    const { bytes, pieces, keptBytes } = kept(format);
    const detail = {
      rows,
      file_kb: Math.round(bytes / 1_024),
      pieces,
      first_ms: Math.round(times[0]!),
    };
    return [
      result(`export.${format}`, median(times), 'ms', { atMost: MS_MAX }, detail),
      result(`export.${format}_kept`, keptBytes / 2 ** 20, 'MB', { atMost: KEPT_MB_MAX }, { rows }),
    ];
  });
}
