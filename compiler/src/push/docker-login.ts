import type { Aws } from '../aws/aws.ts';
import { CommandError, exit } from '../commands/command.ts';

export interface DockerLogin {
  /** Host, and port where it has one: where to log in, and what references to push begin with. */
  readonly registry: string;
  readonly user: string;
  /** Good for 12 hours. Never in an argument or in output. */
  readonly password: string;
}

/**
 * What `docker login` takes for ECR: the token is `user:password` in base64.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
 */
export async function dockerLogin(aws: Aws): Promise<DockerLogin> {
  const ecr = await aws.ecr();
  const { authorizationData } = await ecr.getAuthorizationToken({});
  const [, user, password] =
    /^([^:]+):([\s\S]+)$/.exec(
      Buffer.from(authorizationData?.[0]?.authorizationToken ?? '', 'base64').toString('utf8'),
    ) ?? [];
  const [, registry] = /^https?:\/\/([^/]+)/.exec(authorizationData?.[0]?.proxyEndpoint ?? '') ?? [];
  if (user === undefined || password === undefined || registry === undefined)
    throw new CommandError(exit.failed, 'ECR GetAuthorizationToken: the answer holds no token');
  return { registry, user, password };
}
