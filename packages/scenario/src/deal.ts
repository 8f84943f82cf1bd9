/** Deals a whole number out by weight; the parts add up to it exactly. */
export function dealt(total: number, weights: readonly number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let weighed = 0;
  let given = 0;
  return weights.map((weight) => {
    weighed += weight;
    const upToHere = all > 0 ? Math.round((total * weighed) / all) : 0;
    const part = upToHere - given;
    given = upToHere;
    return part;
  });
}
