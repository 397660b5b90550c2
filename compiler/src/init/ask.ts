import { didYouMean } from '../diagnostics/suggest.ts';
import { CommandError, exit, type Arguments } from '../commands/command.ts';
import type { Host } from '../host/host.ts';
import { listeningOf, ownListening, type Listening } from './listening.ts';
import { githubRepository, type Answers } from './proposals.ts';

/** One question: its flag, what is asked, and what an answer has to be. */
interface Question {
  readonly flag: string;
  readonly text: string;
  readonly proposal: string;
  /** Whether the proposal is a guess. */
  readonly guessed?: boolean;
  /** Why an answer will not do, in words that follow it. */
  problem(answer: string): string | undefined;
}

const NAME = /^[a-z][a-z0-9-]{0,19}$/;
const nameProblem = (answer: string) =>
  NAME.test(answer) && !answer.endsWith('-')
    ? undefined
    : 'lower-case letters, digits and hyphens, at most 20, beginning with a letter';

/**
 * The answers: what a flag gives, else what is answered on the terminal, else what is proposed. Throws `CommandError` (64)
 * for a flag, or a proposal that nobody looks at, that will not do; on a terminal it asks again.
 */
export async function answersOf(host: Host, args: Arguments, proposed: Answers): Promise<Answers> {
  const silent = args.flag('yes') || !host.terminal.interactive;
  const ask = async (question: Question): Promise<string> => {
    const given = args.string(question.flag) ?? (silent ? question.proposal : undefined);
    if (given !== undefined) {
      const problem = question.problem(given);
      if (problem === undefined) return given;
      throw new CommandError(
        exit.usage,
        `--${question.flag} ${given}: it is ${problem}`,
        didYouMean(given, [question.proposal]),
      );
    }
    for (;;) {
      const shown =
        question.proposal === '' ? '' : ` (${question.proposal}${question.guessed ? ', guessed' : ''})`;
      const answer = (await host.terminal.ask(`${question.text}${shown}: `))?.trim() ?? '';
      const chosen = answer === '' ? question.proposal : answer;
      const problem = question.problem(chosen);
      if (problem === undefined) return chosen;
      host.err(`  it is ${problem}\n`);
    }
  };
  const app = await ask({
    flag: 'app',
    text: 'Name of the application',
    proposal: proposed.app,
    problem: nameProblem,
  });
  const region = await ask({
    flag: 'region',
    text: 'AWS Region',
    proposal: proposed.region,
    problem: (answer) => (/^[a-z]{2}(-[a-z]+)+-\d$/.test(answer) ? undefined : 'a Region such as eu-west-1'),
  });
  const service = await ask({
    flag: 'service',
    text: 'Name of the service',
    proposal: proposed.service,
    problem: nameProblem,
  });
  const dockerfile = await ask({
    flag: 'dockerfile',
    text: 'Its Dockerfile, or nothing for a service to begin with',
    proposal: proposed.dockerfile ?? '',
    problem: (answer) =>
      answer === '' || (host.exists(answer) && /(^|\/)Dockerfile$/.test(answer) && !/^\/|\.\./.test(answer))
        ? undefined
        : 'a file of that name in this project: service/Dockerfile',
  });
  const listening = listeningAt(host, dockerfile, proposed);
  const isGuessed = (flag: Listening['guessed'][number]) =>
    listening.guessed.includes(flag) && args.string(flag) === undefined;
  const port = await ask({
    flag: 'port',
    text: 'The port that it listens on',
    proposal: String(listening.port),
    guessed: isGuessed('port'),
    problem: (answer) =>
      /^\d{1,5}$/.test(answer) && Number(answer) >= 1 && Number(answer) <= 65_535
        ? undefined
        : 'a number from 1 to 65535',
  });
  const healthPath = await ask({
    flag: 'health',
    text: 'The path that answers 200 while it is healthy',
    proposal: listening.healthPath,
    guessed: isGuessed('health'),
    problem: (answer) => (/^\/[\w\-./]*$/.test(answer) ? undefined : 'a path such as /health'),
  });
  const environments = await ask({
    flag: 'environments',
    text: 'Environments on AWS',
    proposal: proposed.environments.join(','),
    problem: environmentsProblem,
  });
  const github = await ask({
    flag: 'github',
    text: 'GitHub repository whose workflows may deploy, or none',
    proposal: proposed.github ?? 'none',
    problem: (answer) =>
      answer === 'none' || githubRepository.test(answer)
        ? undefined
        : 'an organisation and a repository such as my-org/shop, or none',
  });
  return {
    app,
    region,
    service,
    dockerfile: dockerfile === '' ? undefined : dockerfile,
    port: Number(port),
    healthPath,
    guessed: [
      ...(isGuessed('port') && port === String(listening.port) ? ['port' as const] : []),
      ...(isGuessed('health') && healthPath === listening.healthPath ? ['health' as const] : []),
    ],
    environments: listOf(environments),
    github: github === 'none' ? undefined : github,
  };
}

/** What is proposed for the Dockerfile that was chosen, which may be another than the one that was found. */
function listeningAt(host: Host, dockerfile: string, proposed: Answers): Listening {
  if (dockerfile === '') return ownListening;
  return dockerfile === proposed.dockerfile ? proposed : listeningOf(String(host.readFile(dockerfile)));
}

function listOf(answer: string): readonly string[] {
  return answer.split(',').map((name) => name.trim());
}

function environmentsProblem(answer: string): string | undefined {
  const names = listOf(answer);
  const taken = names.find((name) => ['common', 'all', 'local'].includes(name));
  if (taken !== undefined) return `names other than ${taken}, which means something else`;
  if (new Set(names).size < names.length) return 'names that differ';
  return names.every((name) => nameProblem(name) === undefined)
    ? undefined
    : 'names with commas between: dev,prod';
}
