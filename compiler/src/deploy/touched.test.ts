import { expect, it } from 'vitest';
import { touchedText } from './touched.ts';

const made = [
  { name: 'app-common', action: 'create', status: 'CREATE_COMPLETE', changes: 2, outputs: {} } as const,
];

it('a refusal says what --push wrote before it, and that nothing was touched only where that is so', () => {
  expect(touchedText({ made: [], pushed: [] })).toBe('Nothing was touched.');
  expect(touchedText({ made, pushed: ['r/api@sha256:1', 'r/web@sha256:2'] })).toBe(
    'Nothing was touched but by --push (pushed: r/api@sha256:1, r/web@sha256:2; created: app-common); that stays.',
  );
});
