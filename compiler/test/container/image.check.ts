import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, repository } from '../helpers/run.ts';
import { buildService, docker, inspect, measured, nodeImage } from './docker.ts';

const name = 'platc-test/image';
const again = 'platc-test/image-again';
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;

beforeAll(() => buildService(name, '--build-arg', 'VERSION=1.2.3', '--build-arg', 'REVISION=c0ffee'));
afterAll(() => void docker('image', 'rm', '--force', name, again));

/** What a script prints that runs in the image with its Node. */
const inImage = (script: string) => docker('run', '--rm', '--network', 'none', name, 'node', '-p', script);

describe("the service's image", () => {
  it('says what it is, and runs as somebody who is not root', () => {
    const { Config } = inspect(name);
    expect(Config.Labels).toMatchObject({
      'org.opencontainers.image.title': 'demo-app',
      'org.opencontainers.image.licenses': 'MIT',
      'org.opencontainers.image.version': '1.2.3',
      'org.opencontainers.image.revision': 'c0ffee',
    });
    expect(Config.User).toBe('1000:1000');
    expect(inImage('process.getuid() + " " + os.userInfo().username')).toBe('1000 node');
  });

  it('has less than 200 MB, without a shell, a package manager, or what only development needs', () => {
    const { Size, Config } = inspect(name);
    measured(
      `the image has ${megabytes(Size)}, the one that it is built from ${megabytes(inspect(nodeImage).Size)}`,
    );
    expect(Size).toBeLessThan(200e6);
    expect(Config.Entrypoint).toBeNull();
    expect(inImage('fs.readdirSync("/usr/local/bin").join()')).toBe('node');
    expect(inImage('["/bin", "/usr/bin", "/sbin", "/usr/sbin"].filter(fs.existsSync).join()')).toBe('');
    expect(() => docker('run', '--rm', '--entrypoint', '/bin/sh', name, '-c', 'true')).toThrow(
      /no such file/,
    );
    expect(
      inImage(
        '["fastify", "typescript", "platc"].map((m) => fs.existsSync("/app/node_modules/" + m)).join()',
      ),
    ).toBe('true,false,false');
  });

  it('is the same again: by the cache in its digest, from nothing in its layers', () => {
    const options = ['--build-arg', 'VERSION=1.2.3', '--build-arg', 'REVISION=c0ffee'];
    const first = inspect(name);
    buildService(again, ...options);
    expect(inspect(again).Id).toBe(first.Id);
    buildService(again, '--no-cache', ...options);
    const second = inspect(again);
    expect(second.RootFS.Layers).toEqual(first.RootFS.Layers);
    // BuildKit before 0.11 writes the time of the build into the configuration, whatever SOURCE_DATE_EPOCH says.
    const isDated = !first.Created.startsWith('1970-01-01');
    measured(
      isDated ? 'this BuildKit knows no SOURCE_DATE_EPOCH: only the layers are compared' : 'the same digest',
    );
    expect(isDated || second.Id === first.Id).toBe(true);
  });

  it('holds what its SBOM lists', async () => {
    const { stdout, stderr, code } = await run(process.execPath, ['compiler/scripts/container-sbom.mjs'], {
      cwd: repository,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const sbom: {
      readonly bomFormat: string;
      readonly components: readonly {
        readonly name: string;
        readonly version: string;
        readonly purl: string;
      }[];
    } = JSON.parse(stdout);
    expect(sbom.bomFormat).toBe('CycloneDX');
    const listed = new Set(sbom.components.map((component) => `${component.name}@${component.version}`));
    const found = inImage(`(function look(folder) {
      return fs.readdirSync(folder).flatMap((entry) => {
        const path = folder + '/' + entry;
        if (entry[0] === '.') return [];
        if (entry[0] === '@') return look(path);
        const { name, version } = JSON.parse(fs.readFileSync(path + '/package.json'));
        const below = path + '/node_modules';
        return [name + '@' + version, ...(fs.existsSync(below) ? look(below) : [])];
      });
    })('/app/node_modules').join()`).split(',');
    expect(found.filter((module) => !listed.has(module))).toEqual([]);
    expect(found.length).toBeGreaterThan(20);
  });
});
