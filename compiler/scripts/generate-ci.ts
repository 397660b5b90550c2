import { readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** What `init --ci github` writes: of this repository's own, what judges no code of platc itself. */
const FILES = [
  '.github/actions/build-and-push/action.yml',
  '.github/actions/deploy/action.yml',
  '.github/actions/plan/action.yml',
  '.github/actions/set-up/action.yml',
  '.github/actions/verify/action.yml',
  '.github/workflows/deploy-environment.yml',
  '.github/workflows/deploy.yml',
  '.github/workflows/destroy.yml',
  '.github/workflows/drift.yml',
  '.github/workflows/plan-comment.yml',
  '.github/workflows/plan.yml',
  '.github/zizmor.yml',
];

/** The workflows by path, as JSON: src/init/ci-github.ts puts other environments into them. */
export function ciTemplates(): string {
  const texts = FILES.map((path) => [path, readFileSync(new URL(path, root), 'utf8')]);
  return `${JSON.stringify(Object.fromEntries(texts), undefined, 2)}\n`;
}
