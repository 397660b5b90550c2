/** A request that does not fit the shape of its operation: where, and what should stand there. */
export class ShapeError extends Error {
  readonly path: string;

  constructor(path: string, expected: string) {
    super(`${path || 'The request'} must be ${expected}`);
    this.name = 'ShapeError';
    this.path = path;
  }
}

/** `tags` and `key` make `tags.key`; the root is the empty path. */
export function below(path: string, name: string | number): string {
  return path === '' ? String(name) : `${path}.${name}`;
}
