/** A table at the desk: what officials do to it, what they see of it, and the file they save it to. */
import { readFile } from 'node:fs/promises';
import { openWorkbook } from '@doorstep/sheets';
import type { Locator, Page } from 'playwright-core';
import { say, type Locale, type MessageKey } from '@doorstep/words';

/** Cells as they are read, line by line; '' for what is not known. */
export type Lines = string[][];

const NOTHING = '—';

export class DeskTable {
  constructor(
    readonly page: Page,
    private readonly locale: Locale,
  ) {}

  private t(key: MessageKey): string {
    return say(this.locale, key);
  }

  private grid(): Locator {
    return this.page.getByRole('region').getByRole('table');
  }

  /** By how it begins: a number may follow. */
  private button(key: MessageKey): Locator {
    const text = this.t(key).replaceAll('.', '\\.');
    return this.page.getByRole('button', { name: new RegExp(`^${text}`) });
  }

  private heading(name: string): Locator {
    return this.grid().getByRole('columnheader', { name });
  }

  /** The headings, then every line; for tables that fit the window. */
  async seen(): Promise<Lines> {
    const rows = this.grid().locator('tr:not(.grid__room)');
    await rows.first().waitFor();
    return rows.evaluateAll((all, nothing) => {
      const textOf = (cell: Element): string => {
        const text = (cell.textContent ?? '').replace(/[▲▼▸▾]/g, '').trim();
        return text === nothing ? '' : text;
      };
      return all.map((row) => [...row.children].map(textOf));
    }, NOTHING);
  }

  /** Resolves once so many lines are there, heading and sums not counted. */
  async hasLines(n: number): Promise<void> {
    await this.page.locator(`.grid table[aria-rowcount="${n + 1}"]`).waitFor();
  }

  /** Sorts by a heading; asked for again it turns round. */
  async sortBy(name: string): Promise<'ascending' | 'descending' | 'none'> {
    await this.heading(name).getByRole('button').click();
    return (await this.heading(name).getAttribute('aria-sort')) as 'none';
  }

  /** Chooses one value of a column. */
  async choose(value: string): Promise<void> {
    await this.button('tables.filters').click();
    await this.page
      .getByRole('region', { name: this.t('tables.filters') })
      .getByRole('button', { name: value, exact: true })
      .click();
    await this.button('tables.filters').click();
  }

  async groupBy(name: string): Promise<void> {
    await this.page.getByRole('combobox', { name: this.t('tables.groupBy') }).press('Enter');
    await this.page.getByRole('option', { name: `${this.t('tables.groupBy')} · ${name}` }).click();
  }

  /** Takes columns in and out. */
  async toggleColumns(...names: string[]): Promise<void> {
    await this.button('tables.columns').click();
    for (const name of names) await this.page.getByRole('checkbox', { name, exact: true }).click();
    await this.button('tables.columns').click();
  }

  /** The same address in a window of its own. */
  async inAnotherWindow(): Promise<DeskTable> {
    const other = await this.page.context().newPage();
    await other.goto(this.page.url());
    return new DeskTable(other, this.locale);
  }

  /** What the saved file holds, from its headings on. */
  async saved(format: 'xlsx' | 'csv'): Promise<Lines> {
    const download = this.page.waitForEvent('download');
    await this.button(format === 'xlsx' ? 'tables.exportXlsx' : 'tables.exportCsv').click();
    const bytes = await readFile(await (await download).path());
    const [sheet] = openWorkbook({ name: '', bytes }).sheets;
    const rows = [...sheet!.rows()].map(({ cells }) =>
      Array.from(cells, (cell) => cell?.text ?? ''),
    );
    const above = format === 'xlsx' ? 2 : 0;
    const width = rows[above]!.length;
    return rows.slice(above).map((row) => [...row, ...Array(width).fill('')].slice(0, width));
  }
}
