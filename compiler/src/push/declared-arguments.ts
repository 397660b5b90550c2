import { DockerfileError, parseDockerfile } from './dockerfile.ts';
import { assignment, words } from './dockerfile-words.ts';

/** Names of the build arguments that a Dockerfile declares, in any stage. None where it cannot be read: the build will say why. */
export function declaredArguments(text: string): ReadonlySet<string> {
  try {
    const { instructions, escape } = parseDockerfile(text);
    const args = instructions.filter(({ keyword }) => keyword === 'ARG');
    return new Set(args.flatMap(({ rest }) => words(rest, escape).map((word) => assignment(word)[0])));
  } catch (error) {
    if (error instanceof DockerfileError) return new Set();
    throw error;
  }
}
