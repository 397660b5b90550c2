import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  DescribeImagesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  PutImageCommand,
} from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeImageSnapshot } from '../../runner/image-snapshot.ts';
import { startTestSandbox, type TestSandbox } from '../../test-sandbox.ts';
import { findImage } from '../find-image.ts';
import { Repositories } from '../repositories.ts';
import { PASSWORD_MS } from './password.ts';

let sandbox: TestSandbox;
let ecr: ECRClient;
let token = '';
const name = 'demo/api';
const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';

beforeEach(async () => {
  sandbox = await startTestSandbox();
  ecr = new ECRClient({ ...sandbox.client, region: 'eu-west-1' });
  makeRepository('IMMUTABLE');
  token = await freshToken();
});
afterEach(() => sandbox.remove());

function makeRepository(tagMutability: string): void {
  new Repositories(sandbox.context).put({
    name,
    region: 'eu-west-1',
    created: 0,
    tagMutability,
    exclusions: [],
    scanOnPush: false,
    encryption: { encryptionType: 'AES256' },
  });
}

async function freshToken(client = ecr): Promise<string> {
  const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
  return authorizationData?.[0]?.authorizationToken ?? '';
}

interface Sent {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function ask(method: string, path: string, { body, headers }: Sent = {}): Promise<Response> {
  return fetch(new URL(path, sandbox.endpoint), {
    method,
    headers: { authorization: `Basic ${token}`, ...headers },
    ...(body !== undefined && { body }),
  });
}

const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const manifestOf = (config: string, ...layers: string[]) =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: { digest: digestOf(config), size: config.length },
    layers: layers.map((layer) => ({ digest: digestOf(layer), size: layer.length })),
  });

/** In one request. */
async function upload(content: string): Promise<string> {
  const digest = digestOf(content);
  const answer = await ask('POST', `/v2/${name}/blobs/uploads/?digest=${digest}`, { body: content });
  expect(answer.status).toBe(201);
  return digest;
}

const put = (reference: string, manifest: string, type = manifestType) =>
  ask('PUT', `/v2/${name}/manifests/${reference}`, { body: manifest, headers: { 'content-type': type } });

async function codeOf(asked: Promise<Response>): Promise<string> {
  const answer = await asked;
  const { errors } = (await answer.json()) as { readonly errors: readonly { readonly code: string }[] };
  return `${answer.status} ${errors[0]?.code}`;
}

describe('who may', () => {
  it('asks for the password of GetAuthorizationToken, as docker login gives it', async () => {
    const anonymous = await fetch(`${sandbox.endpoint}/v2/`);
    expect(anonymous.status).toBe(401);
    expect(anonymous.headers.get('www-authenticate')).toBe(
      `Basic realm="${sandbox.endpoint}/",service="ecr.amazonaws.com"`,
    );
    expect((await ask('GET', '/v2/')).status).toBe(200);
    for (const wrong of ['AWS:x.y', `root:${Buffer.from(token, 'base64').toString().slice(4)}`, 'AWS:']) {
      const headers = { authorization: `Basic ${Buffer.from(wrong).toString('base64')}` };
      expect((await ask('GET', '/v2/', { headers })).status).toBe(401);
    }
  });

  it('takes it for twelve hours, and after a restart', async () => {
    await sandbox.restart();
    await sandbox.clock.advance(PASSWORD_MS - 1);
    expect((await ask('GET', '/v2/')).status).toBe(200);
    await sandbox.clock.advance(1);
    expect(await codeOf(ask('GET', '/v2/'))).toBe('401 UNAUTHORIZED');
  });

  it('knows by it which region is meant', async () => {
    token = await freshToken(new ECRClient({ ...sandbox.client, region: 'us-east-1' }));
    expect(await codeOf(ask('GET', `/v2/${name}/tags/list`))).toBe('404 NAME_UNKNOWN');
  });

  it('does not answer web pages', async () => {
    expect((await ask('GET', '/v2/', { headers: { origin: 'https://example.com' } })).status).toBe(403);
  });
});

describe('blobs', () => {
  it('come in one request, in chunks, or with the last request, and are read whole or in part', async () => {
    await upload('whole');
    const begun = await ask('POST', `/v2/${name}/blobs/uploads/`);
    expect(begun.status).toBe(202);
    expect(begun.headers.get('range')).toBe('0-0');
    const place = begun.headers.get('location') ?? '';
    const first = await ask('PATCH', place, { body: 'in ', headers: { 'content-range': '0-2' } });
    expect([first.status, first.headers.get('range')]).toEqual([202, '0-2']);
    const skipped = await ask('PATCH', place, { body: 'x', headers: { 'content-range': '9-9' } });
    expect([skipped.status, skipped.headers.get('range')]).toEqual([416, '0-2']);
    expect((await ask('PATCH', place, { body: 'chu' })).status).toBe(202);
    expect((await ask('GET', place)).headers.get('range')).toBe('0-5');
    const digest = digestOf('in chunks');
    const done = await ask('PUT', `${place}?digest=${digest}`, { body: 'nks' });
    expect([done.status, done.headers.get('docker-content-digest')]).toEqual([201, digest]);

    const path = `/v2/${name}/blobs/${digest}`;
    expect(await (await ask('GET', path)).text()).toBe('in chunks');
    const head = await ask('HEAD', path);
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '9']);
    const part = await ask('GET', path, { headers: { range: 'bytes=3-' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 3-8/9',
      'chunks',
    ]);
    expect((await ask('GET', path, { headers: { range: 'bytes=9-' } })).status).toBe(416);
  });

  it('are refused where they are not what their digest says, and the upload is over', async () => {
    expect(
      await codeOf(ask('POST', `/v2/${name}/blobs/uploads/?digest=${digestOf('a')}`, { body: 'b' })),
    ).toBe('400 DIGEST_INVALID');
    const place = (await ask('POST', `/v2/${name}/blobs/uploads/`)).headers.get('location') ?? '';
    expect(await codeOf(ask('PUT', `${place}?digest=md5:1`, { body: 'b' }))).toBe('400 DIGEST_INVALID');
    expect(await codeOf(ask('PATCH', place, { body: 'b' }))).toBe('404 BLOB_UPLOAD_UNKNOWN');
    expect((await ask('HEAD', `/v2/${name}/blobs/${digestOf('a')}`)).status).toBe(404);
  });

  it('are taken over from another repository, or uploaded where they are not there', async () => {
    const digest = await upload('layer');
    const mount = (what: string) => ask('POST', `/v2/${name}/blobs/uploads/?mount=${what}&from=other`);
    expect((await mount(digest)).status).toBe(201);
    expect((await mount(digestOf('none'))).status).toBe(202);
  });

  it('can be given up', async () => {
    const place = (await ask('POST', `/v2/${name}/blobs/uploads/`)).headers.get('location') ?? '';
    expect((await ask('DELETE', place)).status).toBe(204);
    expect(await codeOf(ask('GET', place))).toBe('404 BLOB_UPLOAD_UNKNOWN');
  });

  it('stay while an image names them, and go at the next start', async () => {
    await Promise.all(['config', 'layer', 'nobody'].map(upload));
    await ask('POST', `/v2/${name}/blobs/uploads/`);
    await put('v1', manifestOf('config', 'layer'));
    await sandbox.restart();
    const { stateDir } = sandbox.context;
    const kept = ['config', 'layer'].map((content) => digestOf(content).slice(7));
    expect(readdirSync(join(stateDir, 'blobs')).toSorted()).toEqual(kept.toSorted());
    expect(existsSync(join(stateDir, 'uploads'))).toBe(false);
  });
});

describe('manifests', () => {
  it('are images of ECR, read by tag and by digest', async () => {
    await Promise.all(['config', 'layer'].map(upload));
    const manifest = manifestOf('config', 'layer');
    const digest = digestOf(manifest);
    const pushed = await put('v1', manifest);
    expect([pushed.status, pushed.headers.get('docker-content-digest')]).toEqual([201, digest]);
    const { imageDetails } = await ecr.send(new DescribeImagesCommand({ repositoryName: name }));
    expect(imageDetails).toMatchObject([{ imageDigest: digest, imageTags: ['v1'], imageSizeInBytes: 11 }]);
    for (const reference of ['v1', digest]) {
      const got = await ask('GET', `/v2/${name}/manifests/${reference}`);
      expect([got.headers.get('content-type'), got.headers.get('docker-content-digest')]).toEqual([
        manifestType,
        digest,
      ]);
      expect(await got.text()).toBe(manifest);
    }
    expect((await ask('HEAD', `/v2/${name}/manifests/v1`)).headers.get('content-length')).toBe(
      String(manifest.length),
    );
    expect(await codeOf(ask('GET', `/v2/${name}/manifests/v2`))).toBe('404 MANIFEST_UNKNOWN');
    const uri = `000000000000.dkr.ecr.eu-west-1.amazonaws.com/${name}@${digest}`;
    expect(findImage(sandbox.context, uri)).toEqual({
      digest,
      region: 'eu-west-1',
      repository: name,
      folder: undefined,
    });
  });

  it('may be pushed again, but a tag that is there does not move where tags are immutable', async () => {
    await Promise.all(['config', 'one', 'two'].map(upload));
    expect((await put('v1', manifestOf('config', 'one'))).status).toBe(201);
    expect((await put('v1', manifestOf('config', 'one'))).status).toBe(201);
    const refused = await put('v1', manifestOf('config', 'two'));
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({
      errors: [
        {
          code: 'TAG_INVALID',
          message: `The image tag 'v1' already exists in the '${name}' repository and cannot be overwritten because the repository is immutable.`,
        },
      ],
    });
    makeRepository('MUTABLE');
    expect((await put('v1', manifestOf('config', 'two'))).status).toBe(201);
  });

  it('take over the tag of a snapshot of the same commit, and give it back, even where tags are immutable', async () => {
    await Promise.all(['config', 'layer'].map(upload));
    const config = { workingDir: '/', env: {}, entrypoint: [], cmd: ['a'] };
    const { digest } = await writeImageSnapshot(sandbox.context.stateDir, config, []);
    const snapshot = JSON.stringify({ ...JSON.parse(manifestOf('none')), layers: [{ digest, size: 1 }] });
    const putSnapshot = () =>
      ecr.send(new PutImageCommand({ repositoryName: name, imageManifest: snapshot, imageTag: 'v1' }));
    const uri = `000000000000.dkr.ecr.eu-west-1.amazonaws.com/${name}:v1`;
    await putSnapshot();
    expect(findImage(sandbox.context, uri)?.folder).toContain(digest.slice(7));
    expect((await put('v1', manifestOf('config', 'layer'))).status).toBe(201);
    expect(findImage(sandbox.context, uri)).toMatchObject({ folder: undefined });
    await putSnapshot();
    expect(findImage(sandbox.context, uri)?.folder).toContain(digest.slice(7));
  });

  it('need what they name to be there', async () => {
    await upload('config');
    expect(await codeOf(put('v1', manifestOf('config', 'layer')))).toBe('404 MANIFEST_BLOB_UNKNOWN');
    expect(await codeOf(put('v1', manifestOf('other', 'config')))).toBe('404 MANIFEST_BLOB_UNKNOWN');
    expect(await codeOf(put('v1', 'no json'))).toBe('400 MANIFEST_INVALID');
    expect(await codeOf(put('v1', '{}', 'text/plain'))).toBe('400 MANIFEST_INVALID');
    expect(await codeOf(put(digestOf('x'), manifestOf('config', 'config')))).toBe('400 DIGEST_INVALID');
  });

  it('of several platforms name images that are there', async () => {
    await Promise.all(['config', 'layer'].map(upload));
    const manifest = manifestOf('config', 'layer');
    const index = JSON.stringify({
      schemaVersion: 2,
      mediaType: indexType,
      manifests: [
        {
          digest: digestOf(manifest),
          size: manifest.length,
          platform: { os: 'linux', architecture: 'amd64' },
        },
      ],
    });
    expect(await codeOf(put('v1', index, indexType))).toBe('404 MANIFEST_BLOB_UNKNOWN');
    expect((await put(digestOf(manifest), manifest)).status).toBe(201);
    expect((await put('v1', index, indexType)).status).toBe(201);
    expect((await ask('GET', `/v2/${name}/manifests/v1`)).headers.get('content-type')).toBe(indexType);
    const uri = `000000000000.dkr.ecr.eu-west-1.amazonaws.com/${name}:v1`;
    expect(findImage(sandbox.context, uri)).toMatchObject({ digest: digestOf(index), folder: undefined });
  });

  it('are listed by tag, in pages', async () => {
    await Promise.all(['config', 'a', 'b'].map(upload));
    for (const tag of ['a', 'b']) await put(tag, manifestOf('config', tag));
    const page = await ask('GET', `/v2/${name}/tags/list?n=1`);
    expect(await page.json()).toEqual({ name, tags: ['a'] });
    const [, next = ''] = /^<(.+)>; rel="next"$/.exec(page.headers.get('link') ?? '') ?? [];
    expect(await (await ask('GET', next)).json()).toEqual({ name, tags: ['b'] });
    expect((await ask('GET', next)).headers.get('link')).toBeNull();
  });

  it('are deleted by ECR alone', async () => {
    expect(await codeOf(ask('DELETE', `/v2/${name}/manifests/v1`))).toBe('405 UNSUPPORTED');
    expect(await codeOf(ask('GET', '/v2/nothing'))).toBe('405 UNSUPPORTED');
  });
});
