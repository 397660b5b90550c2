import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

interface Comment {
  readonly id: number;
  readonly user: { readonly login: string };
  body: string;
}

interface Issue {
  readonly number: number;
  readonly labels: readonly string[];
  title: string;
  body: string;
  state: string;
}

/** As much of GitHub as the scripts use: comments of one pull request, issues, and the artifacts of a run. */
export interface FakeGitHub {
  /** What a workflow finds in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** What the API says of the pull request; its number is 7. */
  readonly pull: { state: string; head: { sha: string; repo: { full_name: string } } };
  /** What the API says of the run's artifact, and the folder that `gh run download` gets. */
  artifact: { size_in_bytes: number; folder: string };
  readonly comments: Comment[];
  readonly issues: Issue[];
  /** Methods and paths, oldest first. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** @param bin folder on the PATH, for a `gh` that copies the artifact */
export async function fakeGitHub(bin: string): Promise<FakeGitHub> {
  const pull = { state: 'open', head: { sha: '', repo: { full_name: 'somebody/shop' } } };
  const comments: Comment[] = [];
  const issues: Issue[] = [];
  const requests: string[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (data: string) => (text += data));
    request.on('end', () => {
      const { method = '', url = '' } = request;
      const path = new URL(url, 'http://api').pathname.replace('/repos/my-org/shop', '');
      requests.push(`${method} ${path}`);
      const known = request.headers.authorization === 'Bearer token';
      const answer = known ? reply(method, path, text === '' ? {} : JSON.parse(text)) : undefined;
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? { message: 'Not Found' }));
    });
  });
  const reply = (method: string, path: string, body: Record<string, string>): unknown => {
    const number = Number(path.split('/').at(-1));
    switch (`${method} ${path.replaceAll(/\d+/g, 'N')}`) {
      case 'GET /actions/runs/N/artifacts':
        return { artifacts: [{ name: 'plan', size_in_bytes: github.artifact.size_in_bytes }] };
      case 'GET /pulls/N':
        return number === 7 ? pull : undefined;
      case 'GET /issues/N/comments':
        return comments;
      case 'POST /issues/N/comments':
        comments.push({
          id: comments.length + 1,
          user: { login: 'github-actions[bot]' },
          body: body['body'] ?? '',
        });
        return {};
      case 'PATCH /issues/comments/N':
        return Object.assign(comments.find(({ id }) => id === number) ?? {}, body);
      case 'GET /issues':
        return issues.filter(({ state }) => state === 'open');
      case 'POST /issues':
        issues.push({ number: issues.length + 1, state: 'open', ...body } as Issue);
        return {};
      case 'PATCH /issues/N':
        return Object.assign(issues.find((issue) => issue.number === number) ?? {}, body);
      default:
        return undefined;
    }
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  // gh run download <run> --name plan --dir <folder> --repo my-org/shop
  writeFileSync(
    join(bin, 'gh'),
    '#!/bin/sh\ntest "$1 $2 $4 $5 $6" = "run download --name plan --dir" && cp -R "$FAKE_ARTIFACT/." "$7"\n',
  );
  chmodSync(join(bin, 'gh'), 0o755);
  const github: FakeGitHub = {
    env: {
      GITHUB_API_URL: `http://127.0.0.1:${port}`,
      GITHUB_REPOSITORY: 'my-org/shop',
      GH_TOKEN: 'token',
    },
    pull,
    artifact: { size_in_bytes: 1000, folder: '' },
    comments,
    issues,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return github;
}
