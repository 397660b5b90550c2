/** Milliseconds that a provider takes for one call. CloudFormation takes seconds; rehearsals need not. */
export const CALL_MS = 5;

/** Milliseconds between two looks at a resource that is settling. */
export const POLL_MS = 250;
