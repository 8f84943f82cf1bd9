/** Reports as offices sent them, and what has moved since and why. */
export { draftBrief } from './draft';
export { briefsSentBy, metaOf, reportsAmong } from './sent';
export { sentReport } from './since';
export { isVouched, vouchedFor } from './vouch';
export { Explainer } from './why';
