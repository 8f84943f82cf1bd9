/** A void: the fact it names never was. Its reason is a code; words about it are sealed. */
import * as v from 'valibot';

export const VOID_REASONS = ['mistake', 'twice', 'wrong-household', 'undone', 'other'] as const;
export const voided = v.strictObject({ reason: v.picklist(VOID_REASONS) });
