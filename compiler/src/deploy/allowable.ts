/** What a user may allow by `--allow`. */
export const allowable = ['replace', 'delete', 'iam', 'outage', 'dirty', 'frozen'] as const;
export type Allowed = (typeof allowable)[number];
