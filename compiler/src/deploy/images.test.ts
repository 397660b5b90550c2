import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Account } from '../../test/helpers/account.ts';
import { chooseImages, givenImages, markDeployed, type ImageRequest, type ImageSources } from './images.ts';

const repository = '000000000000.dkr.ecr.eu-west-1.amazonaws.com/app/api';
const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const by = (digit: string) => `${repository}@${digest(digit)}`;
const api: ImageRequest = { service: 'api', configured: undefined, repository: 'app/api', deployed: by('d') };
const tagged = (...tags: string[]) => ({ commit: tags.at(-1), of: () => tags });
const sources: ImageSources = {
  environment: 'dev',
  given: new Map(),
  pushed: new Map(),
  tags: tagged('c0ffee'),
};
let account: Account;
/** Of the commit, and of the files that were changed since. */
let clean: string;
let dirty: string;

beforeEach(async () => {
  account = new Account();
  clean = await account.putImage('app/api', 'c0ffee');
  dirty = await account.putImage('app/api', 'c0ffee-dirty-12345678');
});
afterEach(() => account.remove());

const choose = async (request: Partial<ImageRequest>, more: Partial<ImageSources> = {}) =>
  (await chooseImages(account, account.clock, [{ ...api, ...request }], { ...sources, ...more })).get('api');

const option = (reference: string, service = 'api') =>
  givenImages(account, account.clock, ['api'], new Map([[service, reference]]));

describe('the image of a service is', () => {
  it('what --image says, before anything else', async () => {
    const given = await option(`registry.example.com/api@${digest('a')}`);
    const pushed = new Map([['api', by('b')]]);
    expect(await choose({}, { given, pushed })).toEqual({
      service: 'api',
      image: `registry.example.com/api@${digest('a')}`,
      rule: 'option',
    });
  });

  it('by digest, also where --image gives a tag of ECR', async () => {
    expect(await option(`${repository}:c0ffee-dirty-12345678`)).toEqual(new Map([['api', dirty]]));
    expect(await option(clean)).toEqual(new Map([['api', clean]]));
    for (const reference of [`${repository}:2.0.0`, by('f'), 'nginx:latest'])
      await expect(option(reference)).rejects.toMatchObject({ exitCode: 4 });
  });

  it('else what --push has just built', async () => {
    expect(await choose({}, { pushed: new Map([['api', by('b')]]) })).toMatchObject({
      image: by('b'),
      rule: 'pushed',
    });
  });

  it('else the one of the config', async () => {
    expect(await choose({ configured: `registry.example.com/x@${digest('a')}` })).toMatchObject({
      rule: 'config',
    });
  });

  it('else the one of the current commit, that of the changed files first', async () => {
    expect(await choose({})).toMatchObject({ image: clean, rule: 'commit', tag: 'c0ffee' });
    expect(await choose({}, { tags: tagged('c0ffee-dirty-12345678', 'c0ffee') })).toMatchObject({
      image: dirty,
      tag: 'c0ffee-dirty-12345678',
    });
    expect(await choose({}, { tags: tagged('c0ffee-dirty-00000000', 'c0ffee') })).toMatchObject({
      image: clean,
      tag: 'c0ffee',
    });
  });

  it('else the deployed one', async () => {
    expect(await choose({}, { tags: tagged('another') })).toMatchObject({ image: by('d'), rule: 'deployed' });
    expect(await choose({ repository: 'app/never-pushed' })).toMatchObject({ rule: 'deployed' });
  });

  it('missing: every service without one is named, with the command that makes it', async () => {
    const none = { ...api, deployed: undefined };
    const services = [{ ...none, repository: 'x' }, api, { ...none, service: 'web', repository: 'y' }];
    await expect(chooseImages(account, account.clock, services, sources)).rejects.toMatchObject({
      exitCode: 4,
      message: 'there is no image of api, web for commit c0ffee, and none is deployed',
      hint: 'npx platc push --env dev --service api --service web, or deploy with --push',
    });
  });

  it('not for a service that this command does not deploy', async () => {
    await expect(option(by('a'), 'web')).rejects.toMatchObject({ exitCode: 64 });
  });

  it('not found where AWS says something else than that it is not there', async () => {
    account.calls.refuse('DescribeImages', 'LimitExceededException', 'no');
    await expect(choose({})).rejects.toMatchObject({ code: 'LimitExceededException' });
  });
});

describe('markDeployed', () => {
  it('adds a tag that the lifecycle keeps, and may do so twice', async () => {
    await markDeployed(account, account.clock, 'app/api', clean, 'dev', 7);
    await markDeployed(account, account.clock, 'app/api', clean, 'dev', 7);
    const { imageDetails } = await account.call('ECR', 'DescribeImages', {
      repositoryName: 'app/api',
      imageIds: [{ imageTag: 'c0ffee' }],
    });
    expect(imageDetails[0].imageTags.toSorted()).toEqual(['c0ffee', 'deployed-dev-7']);
  });
});
