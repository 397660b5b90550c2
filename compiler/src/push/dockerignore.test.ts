import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dockerignore } from './dockerignore.ts';
import { glob } from './glob.ts';

describe('glob', () => {
  it.each([
    ['*.js', 'a.js', true],
    ['*.js', 'a/b.js', false],
    ['?at', 'cat', true],
    ['?at', '/at', false],
    ['[a-c]x', 'bx', true],
    ['[a-c]x', 'dx', false],
    ['[^a]x', 'bx', true],
    ['[', '[', true],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['**/x', 'x', true],
    ['**/x', 'a/b/x', true],
    ['a/**', 'a/b/c', true],
    ['a.b', 'aXb', false],
    ['(a|b)+$', 'a', false],
  ])('%s and %s: %s', (pattern, path, matches) => {
    expect(glob(pattern).test(path)).toBe(matches);
  });

  it('without wildcards matches exactly itself', () => {
    const plain = fc.string().filter((text) => !/[*?[\\]/.test(text));
    fc.assert(
      fc.property(plain, plain, (pattern, other) => {
        expect(glob(pattern).test(pattern)).toBe(true);
        expect(glob(pattern).test(other)).toBe(pattern === other);
      }),
    );
  });
});

describe('dockerignore', () => {
  // The examples of https://docs.docker.com/build/concepts/context/#dockerignore-files
  it.each([
    ['*/temp*', 'somedir/temporary.txt', true],
    ['*/temp*', 'somedir/temp/a', true],
    ['*/temp*', 'temp', false],
    ['*/*/temp*', 'somedir/subdir/temporary.txt', true],
    ['temp?', 'tempa', true],
    ['**/*.go', 'a/b/c.go', true],
    ['/foo/bar', 'foo/bar', true],
    ['foo', 'a/foo', false],
    ['foo/', 'foo/a', true],
    ['# foo\n\nbar', 'bar', true],
    ['# foo\n\nbar', 'foo', false],
    ['*.md\n!README.md', 'README.md', false],
    ['*.md\n!README*.md\nREADME-secret.md', 'README-secret.md', true],
    ['*\n!service/src', 'service/src/a.ts', false],
    ['*\n!service/src', 'service/test/a.ts', true],
    ['', 'anything', false],
  ])('%j and %s: %s', (text, path, ignored) => {
    expect(dockerignore(text)(path)).toBe(ignored);
  });
});
