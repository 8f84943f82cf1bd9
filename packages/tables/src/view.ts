/** How a table is looked at, and the address that says so: whoever opens it sees the same. Pure. */

export interface TableView {
  /** Words that must all occur. */
  search: string;
  sort: { id: string; descending: boolean } | undefined;
  /** A column by which rows are put together. */
  group: string | undefined;
  /** Groups that are closed, by value. */
  shut: ReadonlySet<string>;
  /** What is chosen of each column, by its id. */
  filters: ReadonlyMap<string, Filter>;
  /** The columns chosen, by spec; undefined: as the table comes. */
  columns: readonly string[] | undefined;
}

export interface Filter {
  /** Any of these values; empty: all. */
  oneOf: readonly string[];
  /** As written; percents of a share. */
  min?: string;
  max?: string;
}

/** Part of an address; several values under one name. */
export type Query = Record<string, string | string[] | undefined>;
/** As routers give it. */
export type GivenQuery = Readonly<Record<string, unknown>>;

const all = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
const one = (value: unknown): string | undefined => all(value)[0];

const EMPTY: Filter = { oneOf: [] };
const FILTER = /^(is|min|max)\.(.+)$/;
const NAMES = new Set(['q', 'sort', 'by', 'shut', 'cols']);

/** Whether a name of an address belongs to the view of a table. */
const isOfView = (name: string): boolean => NAMES.has(name) || FILTER.test(name);

function filtersOf(query: GivenQuery): Map<string, Filter> {
  const filters = new Map<string, Filter>();
  for (const [name, value] of Object.entries(query)) {
    const [, what, id] = FILTER.exec(name) ?? [];
    if (!what || !id || all(value).length === 0) continue;
    const filter = filters.get(id) ?? EMPTY;
    filters.set(
      id,
      what === 'is' ? { ...filter, oneOf: all(value) } : { ...filter, [what]: one(value) },
    );
  }
  return filters;
}

/** The view an address asks for; what makes no sense in it is left out. */
export function viewOf(query: GivenQuery): TableView {
  const sort = one(query['sort']);
  return {
    search: one(query['q']) ?? '',
    sort: sort ? { id: sort.replace(/^-/, ''), descending: sort.startsWith('-') } : undefined,
    group: one(query['by']) || undefined,
    shut: new Set(all(query['shut'])),
    filters: filtersOf(query),
    columns: one(query['cols'])?.split(',').filter(Boolean),
  };
}

const listed = (values: Iterable<string>): string[] | undefined => {
  const given = [...values];
  return given.length > 0 ? given : undefined;
};

/** The address of a view; `before` is what else it says and keeps saying. */
export function queryOf(view: TableView, before: GivenQuery = {}): Query {
  const kept = Object.entries(before).filter(([name]) => !isOfView(name));
  const query: Query = {
    ...(Object.fromEntries(kept) as Query),
    q: view.search || undefined,
    sort: view.sort && `${view.sort.descending ? '-' : ''}${view.sort.id}`,
    by: view.group,
    shut: view.group === undefined ? undefined : listed(view.shut),
    cols: view.columns?.join(','),
  };
  for (const [id, { oneOf, min, max }] of view.filters) {
    query[`is.${id}`] = listed(oneOf);
    query[`min.${id}`] = min || undefined;
    query[`max.${id}`] = max || undefined;
  }
  return query;
}
