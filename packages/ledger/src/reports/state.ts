/** The reports an office has sent, and what each was made from. */
import type { BriefBody, StatedLedger } from './kinds';

export interface SentBrief extends BriefBody {
  /** Root id of the record. */
  record: string;
  by: string;
  /** Effective time of the record. */
  sentMs: number;
}

export interface ReportsPlace {
  /** By the report's subject, in order of time. */
  briefs: Map<string, SentBrief>;
  /** Per report, by part. */
  basis: Map<string, Map<number, StatedLedger[]>>;
}

export const createReportsPlace = (): ReportsPlace => ({ briefs: new Map(), basis: new Map() });
