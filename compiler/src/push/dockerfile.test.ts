import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DockerfileError, parseDockerfile } from './dockerfile.ts';

const read = (text: string) =>
  parseDockerfile(text).instructions.map(({ keyword, rest, line }) => [keyword, rest, line]);

describe('parseDockerfile', () => {
  it.each<[string, string, (string | number)[][]]>([
    [
      'instructions in any case',
      'from node:22\ncmd ["node"]',
      [
        ['FROM', 'node:22', 1],
        ['CMD', '["node"]', 2],
      ],
    ],
    ['comments and blank lines', '# one\n\n  # two\nFROM a # no comment\n', [['FROM', 'a # no comment', 4]]],
    [
      'a line that goes on',
      'RUN a && \\\n    b\nUSER x',
      [
        ['RUN', 'a &&     b', 1],
        ['USER', 'x', 3],
      ],
    ],
    ['comments and blanks within', 'RUN a \\\n# why\n\n  b', [['RUN', 'a   b', 1]]],
    ['blanks behind the escape', 'RUN a \\  \n b', [['RUN', 'a  b', 1]]],
    [
      'Windows line ends and a byte order mark',
      '\uFEFFFROM a\r\nRUN b \\\r\n c\r\n',
      [
        ['FROM', 'a', 1],
        ['RUN', 'b  c', 2],
      ],
    ],
    ['another escape character', '# escape=`\nRUN a `\n b\\', [['RUN', 'a  b\\', 2]]],
    [
      'directives of other kinds',
      '# syntax=docker/dockerfile:1\n# escape=`\nRUN a `\n b',
      [['RUN', 'a  b', 3]],
    ],
    [
      'no directive after an instruction',
      'FROM a\n# escape=`\nRUN `\n',
      [
        ['FROM', 'a', 1],
        ['RUN', '`', 3],
      ],
    ],
    [
      'here-documents',
      'RUN <<EOF\nFROM x\nEOF\nUSER a',
      [
        ['RUN', '<<EOF', 1],
        ['USER', 'a', 4],
      ],
    ],
    [
      'two of them, with tabs',
      'COPY <<-"a" <<b /x/\n\t\ta\nb\nUSER c',
      [
        ['COPY', '<<-"a" <<b /x/', 1],
        ['USER', 'c', 4],
      ],
    ],
    [
      'a here-string is none',
      'RUN cat <<< word\nUSER a',
      [
        ['RUN', 'cat <<< word', 1],
        ['USER', 'a', 2],
      ],
    ],
  ])('reads %s', (_what, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('takes flags off', () => {
    const [copy] = parseDockerfile('COPY --from=build --link --chown="a:b" x y').instructions;
    expect(copy).toMatchObject({ flags: { from: 'build', link: 'true', chown: 'a:b' }, rest: 'x y' });
    expect(parseDockerfile('CMD --port 1').instructions[0]).toMatchObject({ flags: {}, rest: '--port 1' });
  });

  it.each([
    ['an unknown instruction', 'FROM a\n\nFORM b', 3, 'unknown instruction FORM'],
    ['an instruction without argument', 'FROM', 1, 'FROM needs an argument'],
    ['a here-document without end', 'FROM a\nRUN <<EOF\nx\n', 2, 'the here-document EOF has no end'],
  ])('says where %s stands', (_what, text, line, message) => {
    expect(() => parseDockerfile(text)).toThrow(expect.objectContaining({ line, message }));
  });

  it('says what a misspelt instruction may be', () => {
    expect(() => parseDockerfile('FORM a')).toThrow(
      expect.objectContaining({ hint: 'did you mean `FROM`?' }),
    );
  });

  it('gives the same for an instruction that is broken into lines anywhere between words', () => {
    const word = fc.stringMatching(/^[a-z0-9./=-]{1,8}$/);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, fc.constantFrom(' ', ' \\\n ', ' \\\n# c\n', ' \\ \n\n')), {
          minLength: 1,
          maxLength: 8,
        }),
        (parts) => {
          const words = parts.map(([text]) => text);
          const broken = `RUN x${parts.map(([text, gap]) => gap + text).join('')}\nUSER y`;
          const [run, user] = parseDockerfile(broken).instructions;
          expect(run?.rest.split(/\s+/)).toEqual(['x', ...words]);
          expect(user?.rest).toBe('y');
        },
      ),
    );
  });

  it('never does anything but answer or say a line', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('FROM', 'RUN', 'COPY', ' ', '\\', '\n', '<<E', 'E', '--a=', '"', '#', 'é'), {
          maxLength: 30,
        }),
        (parts) => {
          const text = parts.join('');
          for (const line of linesOrLineOfError(text))
            expect(line).toBeLessThanOrEqual(text.split('\n').length);
        },
      ),
    );
  });
});

function linesOrLineOfError(text: string): readonly number[] {
  try {
    return parseDockerfile(text).instructions.map(({ line }) => line);
  } catch (error) {
    if (error instanceof DockerfileError) return [error.line];
    throw error;
  }
}
