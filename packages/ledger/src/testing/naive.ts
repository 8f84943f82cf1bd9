/**
 * An independent count, written without a line of the ledger's own code: slow, plain, and the
 * judge of the fold. Knows neither dossiers nor increments: for each hour it counts everything anew.
 */
interface Raw {
  receivedAt: string;
  offsetMs: number;
  entry: {
    id: string;
    kind: string;
    at: string;
    happened?: string;
    replaces?: string;
    body: Record<string, any>;
  };
}

interface Version {
  id: string;
  kind: string;
  parent: string | undefined;
  body: Record<string, any>;
  effective: number;
  own: number | undefined;
}

const HOUR = 60 * 60 * 1000;

function versionOf({ entry, receivedAt, offsetMs }: Raw): Version {
  const effective = Math.min(
    new Date(entry.at).getTime() + offsetMs,
    new Date(receivedAt).getTime(),
  );
  const own =
    entry.happened === undefined
      ? undefined
      : Math.min(new Date(entry.happened).getTime(), effective);
  return {
    id: entry.id,
    kind: entry.kind,
    parent: entry.replaces,
    body: entry.body,
    effective,
    own,
  };
}

const dayIn = (time: number): string => new Date(time + 8 * HOUR).toISOString().slice(0, 10);

/** The facts in force among these entries: [root id, day, time, body]. */
function factsInForce(
  raw: Raw[],
  kind: string,
): { id: string; time: number; day: string; body: Record<string, any> }[] {
  const versions = raw.map(versionOf);
  const facts = [];
  for (const root of versions.filter((one) => one.kind === kind && one.parent === undefined)) {
    let tree = [{ version: root, time: root.own ?? root.effective }];
    const leaves: typeof tree = [];
    while (tree.length > 0) {
      const next: typeof tree = [];
      for (const { version, time } of tree) {
        const children = versions.filter(
          (one) => one.parent === version.id && (one.kind === kind || one.kind === 'entry.voided'),
        );
        if (children.length === 0) leaves.push({ version, time });
        for (const child of children) next.push({ version: child, time: child.own ?? time });
      }
      tree = next;
    }
    leaves.sort(
      (a, b) => b.version.effective - a.version.effective || (a.version.id < b.version.id ? 1 : -1),
    );
    const { version, time } = leaves[0]!;
    if (version.kind !== 'entry.voided')
      facts.push({ id: root.id, time, day: dayIn(time), body: version.body });
  }
  return facts.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
}

function personTimes(body: Record<string, any>): number {
  return body.people.filter(
    (one: Record<string, any>) =>
      one.asked ||
      one.presence === 'home' ||
      one.temperature ||
      one.symptoms ||
      (one.presence === 'away' && one.whereabouts),
  ).length;
}

/** Totals by `day indicator` over the visits and broadcasts in force. */
function totalsOf(raw: Raw[]): Map<string, number> {
  const totals = new Map<string, number>();
  const add = (key: string, n: number): void =>
    void (n && totals.set(key, (totals.get(key) ?? 0) + n));
  const met = new Set<string>();
  for (const { day, body } of factsInForce(raw, 'visit.recorded')) {
    add(`${day} visits.visits`, 1);
    if (body.outcome === 'nobody') add(`${day} visits.nobody_home`, 1);
    if (body.outcome === 'refused') add(`${day} visits.refused`, 1);
    if (body.outcome !== 'met') continue;
    add(`${day} visits.person_times`, personTimes(body));
    if (!met.has(body.household)) add(`${day} visits.households_reached`, 1);
    met.add(body.household);
    if (body.round && !met.has(`${body.round}/${body.household}`))
      add(`${day} visits.round_reached ${body.round}`, 1);
    if (body.round) met.add(`${body.round}/${body.household}`);
  }
  for (const { day, body } of factsInForce(raw, 'broadcast.made')) {
    add(`${day} publicity.times`, body.times);
    add(`${day} publicity.copies`, body.copies ?? 0);
  }
  return totals;
}

/** Rows `hour day indicator` → n: total known by the end of each hour less that of the hour before. */
export function plainRows(raw: Raw[]): Map<string, number> {
  const hours = [
    ...new Set(raw.map((one) => Math.floor(new Date(one.receivedAt).getTime() / HOUR))),
  ].sort((a, b) => a - b);
  const rows = new Map<string, number>();
  let before = new Map<string, number>();
  for (const hour of hours) {
    const known = raw.filter((one) => new Date(one.receivedAt).getTime() < (hour + 1) * HOUR);
    const now = totalsOf(known);
    for (const key of new Set([...before.keys(), ...now.keys()])) {
      const n = (now.get(key) ?? 0) - (before.get(key) ?? 0);
      if (n !== 0) rows.set(`${hour} ${key}`, n);
    }
    before = now;
  }
  return rows;
}
