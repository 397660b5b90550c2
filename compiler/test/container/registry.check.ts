import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Aws } from '../../src/aws/aws.ts';
import { nodeMachine } from '../../src/host/node-machine.ts';
import { dockerBuilder } from '../../src/push/docker-builder.ts';
import { freePort } from '../../src/sandbox/runner/free-port.ts';
import { folderHost } from '../helpers/folder-host.ts';
import { repository } from '../helpers/run.ts';
import { docker, inspect, measured, nodeImage } from './docker.ts';

const program = 'docker-registry';
const isThere = spawnSync(program, ['--version']).error === undefined;

/** A registry that nobody here wrote. */
describe.skipIf(!isThere)("Debian's registry on loopback", () => {
  const folder = mkdtempSync(join(tmpdir(), 'platc-registry-'));
  let registry: ChildProcess;
  let address = '';

  beforeAll(async () => {
    address = `127.0.0.1:${await freePort(new Set())}`;
    const config = `version: 0.1\nlog: {level: warn, accesslog: {disabled: true}}\nstorage: {filesystem: {rootdirectory: ${folder}/data}}\nhttp: {addr: "${address}"}\n`;
    writeFileSync(join(folder, 'registry.yml'), config);
    registry = spawn(program, ['serve', join(folder, 'registry.yml')], { stdio: 'ignore' });
    while (
      !(await fetch(`http://${address}/v2/`).then(
        ({ ok }) => ok,
        () => false,
      ))
    )
      await delay(50);
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => registry.once('exit', resolve));
    registry.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });

  it('gets the image that platc builds, and has it by its digest', async () => {
    const project = folderHost({ env: process.env });
    const token = Buffer.from('AWS:password').toString('base64');
    const answer = { authorizationData: [{ authorizationToken: token, proxyEndpoint: `http://${address}` }] };
    const aws = { ecr: async () => ({ getAuthorizationToken: async () => answer }) } as unknown as Aws;
    const said: string[] = [];
    const labels = { 'org.opencontainers.image.title': 'demo-app/api' };
    try {
      await dockerBuilder(
        {
          host: { ...project.host, cwd: repository },
          machine: nodeMachine,
          aws,
          say: (line) => said.push(line),
        },
        {
          service: 'api',
          source: {
            context: repository,
            dockerfile: join(repository, 'service/Dockerfile'),
            args: { NODE_IMAGE: nodeImage },
          },
          repositoryUri: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/demo-app/api',
          repositoryName: 'demo-app/api',
          tag: '1.4.0',
          commit: undefined,
          labels,
          platform: 'linux/amd64',
          cacheFrom: [],
          cacheTo: [],
        },
      );
    } finally {
      project.remove();
    }
    const reference = `${address}/demo-app/api`;
    expect(said).toEqual(['building api: docker build of service/Dockerfile', `pushing ${reference}:1.4.0`]);
    expect(inspect(`${reference}:1.4.0`).Config.Labels).toMatchObject({
      ...labels,
      'org.opencontainers.image.version': '1.4.0',
    });
    const accept = [
      'application/vnd.docker.distribution.manifest.v2+json',
      'application/vnd.oci.image.manifest.v1+json',
    ].join(', ');
    const manifest = await fetch(`http://${address}/v2/demo-app/api/manifests/1.4.0`, {
      headers: { accept },
    });
    const text = await manifest.text();
    const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    expect(manifest.headers.get('docker-content-digest')).toBe(digest);
    const stored: { readonly layers: readonly { readonly size: number }[] } = JSON.parse(text);
    const size = stored.layers.reduce((sum, layer) => sum + layer.size, 0);
    measured(`${(size / 1e6).toFixed(0)} MB to push and pull, in ${stored.layers.length} layers`);

    docker('image', 'rm', '--force', `${reference}:1.4.0`);
    docker('pull', '--quiet', `${reference}@${digest}`);
    expect(
      docker('run', '--rm', '--network', 'none', `${reference}@${digest}`, 'node', '-p', 'process.getuid()'),
    ).toBe('1000');
    docker('image', 'rm', '--force', `${reference}@${digest}`);
  });
});
