/** Saves what is seen of a table as a file and says so. */
import { fileOf, type Arranged } from '@doorstep/tables';
import { ElMessage } from 'element-plus';
import { session } from '../shell/session';
import { useSpeech } from '../shell/speech';
import { saveTable, type FileFormat } from './save-table';

/**
 * @param name on its tab
 * @param title lines above the table; the first names the file
 */
export type SaveTable = <Row>(
  table: Arranged<Row>,
  format: FileFormat,
  words: { name: string; title: readonly string[] },
) => Promise<void>;

export function useSaving(): SaveTable {
  const { t, format } = useSpeech();
  return async (table, as, { name, title }) => {
    const file = fileOf(table, {
      name,
      title,
      total: t('tables.total'),
      groupOf: (what, n) => t('tables.groupOf', { what, n: format.value.count(n) }),
      zone: session().zone,
    });
    await saveTable(file, as, title[0] ?? name);
    ElMessage.success(t('tables.exported', { n: format.value.count(table.rows) }));
  };
}
