/** What the checker holds against a run. */
export const CATEGORIES = ['lost', 'duplicated', 'diverged', 'unexplained'] as const;
export type Category = (typeof CATEGORIES)[number];

export interface Finding {
  category: Category;
  /** The rule that was broken, in a few words that are the same for every such case. */
  rule: string;
  /** Where and what: ids, numbers and codes only. */
  detail: string;
}
